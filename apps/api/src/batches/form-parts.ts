import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { CodedError } from '#contract';
import { openFormParser } from '../http/form-parser.js';
import { Bell } from './bell.js';

/** The parts that hold pictures, as the other doors name theirs. */
const PART = 'file';

/** Most parts of a form, whatever they are. */
const PARTS = 10_000;

/** A file in a form. */
export interface FormPart {
  name: string;
  /** Its bytes; to be read to the end, for the next part comes after it. */
  content: AsyncGenerator<Buffer>;
}

/**
 * The parts named `file` of a multipart form, as they come in: what nobody reads yet stays in the body.
 * @throws CodedError `malformed_request`, and what the body fails with
 */
export async function* readFormParts(body: Readable, headers: IncomingHttpHeaders): AsyncGenerator<FormPart> {
  const parser = openFormParser(headers, {
    defParamCharset: 'utf8',
    preservePath: true,
    limits: { fields: 32, fieldSize: 1_000, headerPairs: 32, parts: PARTS },
  });
  const parts: { name: string; stream: Readable }[] = [];
  const changed = new Bell();
  let ended = false;
  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { stream } of parts) stream.destroy(error as Error);
    changed.ring();
  };
  parser.on('file', (field, stream, { filename }) => {
    stream.on('error', () => undefined); // The parser tells of it too.
    if (field === PART) parts.push({ name: filename ?? '', stream });
    else stream.resume();
    changed.ring();
  });
  parser.on('partsLimit', () => fail(new CodedError('batch_too_large')));
  parser.on('error', () => fail(new CodedError('malformed_request')));
  parser.on('close', () => {
    ended = true;
    changed.ring();
  });
  const feed = async (): Promise<void> => {
    for await (const chunk of body) {
      // The parser itself waits for a part to be read only when there is much of it.
      while (parts.length > 1 && !parser.destroyed) await changed.rings();
      // Called when the parser has made parts of it, or with an error that it tells of, too.
      await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
      if (parser.destroyed) return;
    }
    parser.end();
  };
  feed().catch(fail);
  try {
    for (;;) {
      if (failure) throw failure;
      const part = parts[0];
      if (part) {
        yield { name: part.name, content: contentOf(part.stream) };
        parts.shift();
        changed.ring();
      } else if (ended) return;
      else await changed.rings();
    }
  } finally {
    parser.destroy();
    changed.ring();
  }
}

async function* contentOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (cause) {
    throw cause instanceof CodedError ? cause : new CodedError('malformed_request', { cause });
  }
}
