import type { IncomingMessage } from 'node:http';
import { CodedError, imageKind } from '#contract';
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
  const type = request.headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase() ?? '';
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
  const image = imageIn(body.toString('utf8'));
  if (typeof image !== 'string') throw new CodedError('file_missing');
  const base64 = image.replace(/^data:[^,]{0,200};base64,/i, '');
  if (!/^[A-Za-z0-9+/_\s-]*={0,2}\s*$/.test(base64)) throw new CodedError('malformed_request');
  const upload = Buffer.from(base64, 'base64');
  if (upload.length > limit) throw new CodedError('upload_too_large');
  return upload;
}

function imageIn(json: string): unknown {
  try {
    return (JSON.parse(json) as { image?: unknown } | null)?.image;
  } catch {
    throw new CodedError('malformed_request');
  }
}

/** A body as one buffer. What comes after the limit is left unread. */
function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new CodedError('upload_too_large');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const done = (act: () => void): void => {
      request.off('data', take).pause();
      act();
    };
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) done(() => reject(new CodedError('upload_too_large')));
    };
    request.on('data', take);
    request.once('end', () => done(() => resolve(Buffer.concat(chunks, length))));
    request.once('close', () => done(() => reject(new CodedError('malformed_request'))));
  });
}
