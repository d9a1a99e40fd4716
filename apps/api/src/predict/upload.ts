import type { IncomingMessage } from 'node:http';
import { CodedError, imageKind, type ErrorCode } from '#contract';
import { mediaTypeOf } from '../http/media-type.js';
import { Piecemeal } from '../http/piecemeal.js';
import { bytesOfDataUrl } from './base64.js';
import { Gathered } from './gathered.js';
import { imageInJson } from './image-in-json.js';
import { readMultipart } from './multipart.js';

/**
 * Reads the picture that a request carries: the `file` part of a form, a raw body, or a data URL in JSON.
 * @param limit bytes that the picture may have
 * @throws CodedError `file_missing`, `file_empty`, `upload_too_large`, `malformed_request`, `unsupported_image`, `heic_unsupported`
 */
export async function readUpload(request: IncomingMessage, limit: number): Promise<Buffer> {
  const upload = await readBytes(request, limit);
  if (upload.length === 0) throw new CodedError('file_empty');
  const kind = imageKind(upload);
  if (kind === null) throw new CodedError('unsupported_image');
  if (kind === 'heic') throw new CodedError('heic_unsupported');
  return upload;
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  // The client has gone already, and nothing would tell of it any more.
  if (request.destroyed) throw new CodedError('malformed_request');
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (length === '0' && !encoding) throw new CodedError('file_missing');
  const type = mediaTypeOf(request.headers);
  if (type === 'multipart/form-data') return readMultipart(request, limit);
  if (type === 'application/json') return readDataUrl(request, limit);
  if (type.startsWith('image/') || type === 'application/octet-stream') return readRaw(request, limit);
  throw new CodedError('file_missing');
}

async function readRaw(request: IncomingMessage, limit: number): Promise<Buffer> {
  const body = await collect(request, limit);
  if (body.length === 0) throw new CodedError('file_missing');
  return body;
}

/** `{"image": "data:image/png;base64,…"}`; the bare base64 will do. */
async function readDataUrl(request: IncomingMessage, limit: number): Promise<Buffer> {
  // Base64 takes four bytes for three; what is around it is short.
  const body = await collect(request, Math.ceil(limit / 3) * 4 + 1_000);
  if (body.length === 0) throw new CodedError('file_missing');
  const image = imageInJson(body);
  if (image === undefined) throw new CodedError('file_missing');
  const upload = bytesOfDataUrl(image);
  if (upload.length > limit) throw new CodedError('upload_too_large');
  return upload;
}

/** A body as one buffer. What comes after the limit is left unread. */
function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new CodedError('upload_too_large');
  return new Promise((resolve, reject) => {
    const body = new Gathered();
    const piecemeal = new Piecemeal();
    const done = (act: () => void): void => {
      request.off('data', take).pause();
      act();
    };
    const fail = (code: ErrorCode): void => done(() => reject(new CodedError(code)));
    const take = (piece: Buffer): void => {
      body.add(piece);
      if (body.length > limit) fail('upload_too_large');
      else if (piecemeal.isTooFine(piece)) fail('malformed_request');
    };
    request.on('data', take);
    request.once('end', () => done(() => resolve(body.whole())));
    request.once('close', () => fail('malformed_request'));
  });
}
