const HEAD_END = '\r\n\r\n';
const EMPTY = Buffer.alloc(0);

/**
 * Reads an HTTP/1.1 answer from the beginning of what a connection has sent.
 * @returns `{ status, head, body, closes }`, or null while it is not all there
 */
export function readAnswer(bytes) {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.latin1Slice(0, end);
  const body = readBody(head, bytes.subarray(end + HEAD_END.length));
  return body && { status: statusOf(head), head, body, closes: /\r\nconnection: *close/i.test(head) };
}

const statusOf = (head) => Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));

function readBody(head, rest) {
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  if (length !== undefined) return rest.length < Number(length) ? null : rest.subarray(0, Number(length));
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return readChunks(rest);
  if (statusOf(head) === 204) return EMPTY;
  throw new Error('an answer that does not say how long it is');
}

function readChunks(rest) {
  const chunks = [];
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = parseInt(rest.latin1Slice(at, lineEnd), 16);
    const start = lineEnd + 2;
    if (rest.length < start + size + 2) return null;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(rest.subarray(start, start + size));
    at = start + size + 2;
  }
}
