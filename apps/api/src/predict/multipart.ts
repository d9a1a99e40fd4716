import type { IncomingMessage } from 'node:http';
import busboy, { type Busboy } from 'busboy';
import { CodedError, type ErrorCode } from '#contract';

/** The part that holds the picture, as the old demo's clients name it. */
const PART = 'file';

/**
 * The bytes of the part named `file` of a multipart form; they may come without a file name and a type.
 * @param limit bytes that the part may have; the rest of the body is left unread beyond it
 * @throws CodedError `file_missing`, `file_empty`, `upload_too_large`, `malformed_request`
 */
export function readMultipart(request: IncomingMessage, limit: number): Promise<Buffer> {
  const parser = openParser(request, limit);
  return new Promise<Buffer>((resolve, reject) => {
    let found: Buffer | null = null;
    let chosen = false;
    const fail = (code: ErrorCode): void => {
      request.unpipe(parser);
      reject(new CodedError(code));
    };
    parser.on('file', (name, stream) => {
      stream.on('error', () => undefined); // The parser tells of it too.
      if (name !== PART || chosen) {
        stream.resume();
        return;
      }
      chosen = true;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => fail('upload_too_large'));
      stream.on('end', () => (found = Buffer.concat(chunks)));
    });
    // A form without a choice, from a client that names no type: the parser takes an empty file name for none.
    parser.on('field', (name, value) => {
      if (name === PART && value === '' && !chosen) found = Buffer.alloc(0);
    });
    parser.on('error', () => fail('malformed_request'));
    parser.on('close', () => (found ? resolve(found) : fail('file_missing')));
    request.once('close', () => {
      if (!request.complete) fail('malformed_request');
    });
    request.pipe(parser);
  });
}

function openParser(request: IncomingMessage, limit: number): Busboy {
  try {
    return busboy({
      headers: request.headers,
      // The parser tells of its limit when it is reached, not when it is passed.
      limits: { fileSize: limit + 1, files: 8, fields: 32, fieldSize: 1_000, parts: 40, headerPairs: 32 },
    });
  } catch {
    throw new CodedError('malformed_request');
  }
}
