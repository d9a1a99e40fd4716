import type { IncomingMessage } from 'node:http';
import { CodedError, imageKind, type ErrorCode } from '#contract';
import { mediaTypeOf } from '../http/media-type.js';
import { openBody } from './body.js';
import { readFormParts } from './form-parts.js';
import { looksLikeZip, readZip } from './zip/read-zip.js';
import { beginningOf } from './beginning.js';

/** How many entries of zips may be no pictures, for each that may be one: macOS adds one to each. */
const PASSED_OVER = 3;

/** Letters of a name that are kept: the last ones tell more than the first. */
const NAME = 255;

/** What a batch may have. */
export interface BatchLimits {
  /** Bytes of one picture. */
  uploadBytes: number;
  /** Bytes of all that comes in, and of all that comes out of zips. */
  batchBytes: number;
  batchPictures: number;
}

/** A picture of a batch on its way in: its bytes, or why nothing can be made of it. */
export interface IncomingPicture {
  name: string;
  content: Buffer | ErrorCode;
}

/**
 * The pictures that a request carries, one after another as they come in: the `file` parts of a form, each a picture or a
 * zip of them, or a zip alone. While nobody asks for the next, the client waits.
 * @param signal ends the reading
 * @throws CodedError `file_missing`, `batch_too_large`, `archive_unreadable`, `malformed_request`, `api_unreachable`
 */
export async function* readPictures(
  request: IncomingMessage,
  limits: BatchLimits,
  signal: AbortSignal,
): AsyncGenerator<IncomingPicture> {
  let count = 0;
  for await (const picture of picturesIn(request, limits, signal)) {
    if (++count > limits.batchPictures) throw new CodedError('batch_too_large');
    yield picture;
  }
  if (count === 0) throw new CodedError('file_missing');
}

async function* picturesIn(
  request: IncomingMessage,
  limits: BatchLimits,
  signal: AbortSignal,
): AsyncGenerator<IncomingPicture> {
  const type = mediaTypeOf(request.headers);
  const body = openBody(request, limits.batchBytes, signal);
  try {
    const zips = new Zips(limits);
    if (type === 'multipart/form-data') {
      for await (const part of readFormParts(body, request.headers)) {
        const { head, whole } = await beginningOf(part.content);
        if (looksLikeZip(head)) yield* zips.read(whole);
        // A form in which nothing was chosen has a part without a name and without content.
        else if (head.length > 0 || part.name !== '') yield await pictureOf(part.name, whole, limits.uploadBytes);
      }
    } else if (/^application\/(zip|x-zip-compressed|octet-stream)$/.test(type)) {
      const { head, whole } = await beginningOf(body);
      if (head.length > 0) yield* zips.read(whole);
    }
  } finally {
    body.destroy();
  }
}

/** The zips of one request: what comes out of all of them together has a limit. */
class Zips {
  private bytes = 0;
  /** That may still come. */
  private entries: number;

  constructor(private readonly limits: BatchLimits) {
    this.entries = limits.batchPictures * (1 + PASSED_OVER);
  }

  async *read(pieces: AsyncIterable<Buffer>): AsyncGenerator<IncomingPicture> {
    const { uploadBytes, batchBytes } = this.limits;
    const spend = (bytes: number): void => {
      this.bytes += bytes;
      if (this.bytes > batchBytes) throw new CodedError('batch_too_large');
    };
    for await (const { name, content } of readZip(pieces, { spend, entries: this.entries })) {
      this.entries--;
      if (!isPassedOver(name)) yield await pictureOf(name, content, uploadBytes);
    }
  }
}

/** Folders, what macOS adds of its own, and hidden files. */
const isPassedOver = (name: string): boolean => /[\\/]$|(^|[\\/])(__MACOSX[\\/]|\.[^\\/]*$)/.test(name);

/** Reads all of it, and keeps no more than a picture may have. */
async function pictureOf(name: string, pieces: AsyncIterable<Buffer>, limit: number): Promise<IncomingPicture> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length <= limit) kept.push(piece);
    else kept.length = 0;
  }
  return { name: name.slice(-NAME), content: length > limit ? 'upload_too_large' : judge(Buffer.concat(kept)) };
}

function judge(upload: Buffer): Buffer | ErrorCode {
  if (upload.length === 0) return 'file_empty';
  const kind = imageKind(upload);
  if (kind === null) return 'unsupported_image';
  return kind === 'heic' ? 'heic_unsupported' : upload;
}
