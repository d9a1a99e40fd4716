import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '#contract';

/** Letters of a request's target, and lines of its headers, that are taken; the longest that clients of ours send have a tenth. */
const LONGEST_TARGET = 8_000;
const MOST_HEADERS = 100;

/**
 * What is wrong with a request that Node has read, before anybody looks at what it asks for. If nothing, its target is the
 * path and query alone from then on.
 */
export function flawOf(request: IncomingMessage): ErrorCode | null {
  const { url, rawHeaders, headers, httpVersionMajor, httpVersionMinor } = request;
  if (httpVersionMajor !== 1) return 'malformed_request';
  if (url!.length > LONGEST_TARGET) return 'uri_too_long';
  if (rawHeaders.length > 2 * MOST_HEADERS) return 'headers_too_large';
  const hosts = countHosts(rawHeaders);
  if (hosts > 1 || (!headers.host && (hosts > 0 || httpVersionMinor > 0))) return 'malformed_request';
  const coding = headers['content-encoding'];
  // A small body may unpack to a huge one, and pictures are packed already.
  if (coding !== undefined && !/^\s*(identity)?\s*$/i.test(coding)) return 'encoding_unsupported';
  const target = targetOf(request);
  if (target === null) return 'malformed_request';
  request.url = target;
  return null;
}

/** Whether a request's first line alone is longer than is taken, as far as it has come. */
export function beginsTooLong(packet: Buffer): boolean {
  const end = packet.indexOf('\n');
  const length = end === -1 ? packet.length : end;
  return length > LONGEST_TARGET && /^[A-Z]+ /.test(packet.subarray(0, 20).toString('latin1'));
}

/** Of several, Node shows the first. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (name.length === 4 && name.toLowerCase() === 'host') count++;
  }
  return count;
}

/**
 * The path and query that a request asks for, also where it names the whole address (RFC 9112, 3.2.2).
 * @returns null where that is of another host, or no address
 */
function targetOf({ url, headers }: IncomingMessage): string | null {
  if (url!.startsWith('/') || url === '*') return url!;
  if (!URL.canParse(url!)) return null;
  const { protocol, host, pathname, search } = new URL(url!);
  return protocol === 'http:' && host === headers.host?.toLowerCase() ? pathname + search : null;
}
