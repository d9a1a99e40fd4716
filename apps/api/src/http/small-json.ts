import type { IncomingMessage } from 'node:http';
import { CodedError } from '#contract';
import { mediaTypeOf } from './media-type.js';

/** Bytes that are enough for a few words. */
const MOST = 4_000;

/**
 * A short JSON body.
 * @throws CodedError `malformed_request` for anything else
 */
export async function readSmallJson(request: IncomingMessage): Promise<unknown> {
  const isJson = mediaTypeOf(request.headers) === 'application/json';
  if (!isJson || Number(request.headers['content-length'] ?? 0) > MOST) throw malformed();
  let text = '';
  request.setEncoding('utf8');
  // Whoever stops reading leaves the rest to be thrown away with the refusal.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    text += piece as string;
    if (text.length > MOST) throw malformed();
  }
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

const malformed = (): CodedError => new CodedError('malformed_request');
