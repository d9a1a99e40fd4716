import type { IncomingMessage } from 'node:http';
import { CodedError, type ErrorCode } from '#contract';
import { openFormParser } from '../http/form-parser.js';
import { Piecemeal } from '../http/piecemeal.js';
import { Gathered } from './gathered.js';

/** The part that holds the picture, as the old demo's clients name it. */
const PART = 'file';

/** Bytes of a form besides the picture: other fields, and what is around them. */
const ASIDE = 1_000_000;

/**
 * The bytes of the part named `file` of a multipart form; they may come without a file name and a type.
 * @param limit bytes that the part may have; the rest of the body is left unread beyond it, or beyond that and a little more
 * @throws CodedError `file_missing`, `file_empty`, `upload_too_large`, `malformed_request`
 */
export function readMultipart(request: IncomingMessage, limit: number): Promise<Buffer> {
  const parser = openFormParser(request.headers, {
    // The parser tells of its limit when it is reached, not when it is passed.
    limits: { fileSize: limit + 1, files: 8, fields: 32, fieldSize: 1_000, parts: 40, headerPairs: 32 },
  });
  return new Promise<Buffer>((resolve, reject) => {
    let found: Buffer | null = null;
    let chosen = false;
    let length = 0;
    const piecemeal = new Piecemeal();
    const fail = (code: ErrorCode): void => {
      request.off('data', count).unpipe(parser);
      reject(new CodedError(code));
    };
    const count = (piece: Buffer): void => {
      length += piece.length;
      if (length > limit + ASIDE) fail('upload_too_large');
      else if (piecemeal.isTooFine(piece)) fail('malformed_request');
    };
    parser.on('file', (name, stream) => {
      stream.on('error', () => undefined); // The parser tells of it too.
      if (name !== PART || chosen) {
        stream.resume();
        return;
      }
      chosen = true;
      const content = new Gathered();
      stream.on('data', (piece: Buffer) => content.add(piece));
      stream.on('limit', () => fail('upload_too_large'));
      stream.on('end', () => (found = content.whole()));
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
    request.on('data', count);
  });
}
