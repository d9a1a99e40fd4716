const HEAD_END = '\r\n\r\n';
const NEXT = 'HTTP/1.1 ';
const STATUS_LINE = /^HTTP\/1\.1 ([1-5]\d\d) [^\r\n]*$/;
const HEADER = /^([!#$%&'*+.^_`|~\w-]+): ?([^\r\n\0]*)$/;

/**
 * Reads all the HTTP/1.1 answers that a connection has sent so far.
 * @param bytes what came in
 * @param isEnd whether nothing more will
 * @returns `answers`, `{ status, headers, body }` with the headers' names in lower case, without those that only say that
 *   more will come (1xx); `rest`, how many bytes of an answer that is not whole follow; `fault`, why what came is no HTTP,
 *   or null
 */
export function readAnswers(bytes, isEnd) {
  const answers = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(HEAD_END, at);
    if (end < 0) break;
    const head = readHead(bytes.latin1Slice(at, end));
    if (!head) return { answers, rest: bytes.length - at, fault: 'no HTTP' };
    const found = readBody(head, bytes, end + HEAD_END.length, isEnd);
    if (found.fault) return { answers, rest: bytes.length - at, fault: found.fault };
    if (!found.body) break;
    at = found.end;
    if (head.status >= 200) answers.push({ ...head, body: found.body });
  }
  return { answers, rest: bytes.length - at, fault: null };
}

function readHead(text) {
  const [first, ...lines] = text.split('\r\n');
  const status = STATUS_LINE.exec(first)?.[1];
  const headers = {};
  for (const line of lines) {
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined) return null;
    headers[name.toLowerCase()] = value;
  }
  return status ? { status: Number(status), headers } : null;
}

function readBody({ status, headers }, bytes, from, isEnd) {
  const none = { body: Buffer.alloc(0), end: from };
  if (status < 200 || status === 204 || status === 304) return none;
  // Of an answer to a HEAD only its head comes: another answer, or nothing, follows at once.
  if (bytes.toString('latin1', from, from + NEXT.length) === NEXT || (isEnd && from === bytes.length)) return none;
  if (headers['transfer-encoding'] === 'chunked') return readChunks(bytes, from) ?? {};
  const length = headers['content-length'];
  if (length === undefined && headers.connection !== 'close') return { fault: 'an answer of unknown length' };
  if (length === undefined) return isEnd ? { body: bytes.subarray(from), end: bytes.length } : {};
  if (!/^\d+$/.test(length)) return { fault: 'a length that is no number' };
  const end = from + Number(length);
  return end > bytes.length ? {} : { body: bytes.subarray(from, end), end };
}

function readChunks(bytes, from) {
  const chunks = [];
  for (let at = from; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const line = bytes.latin1Slice(at, lineEnd);
    if (!/^[\da-f]+$/i.test(line)) return { fault: 'a chunk without a size' };
    const size = parseInt(line, 16);
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return null;
    at = start + size + 2;
    if (size === 0) return { body: Buffer.concat(chunks), end: at };
    chunks.push(bytes.subarray(start, start + size));
  }
}
