const BOUNDARY = 'lince-bench-6b1f0c';

/** A whole HTTP/1.1 request, ready for the wire; the host is always this machine. */
export function request(method, path, headers = {}, body = Buffer.alloc(0)) {
  const length = body.length > 0 ? { 'Content-Length': body.length } : {};
  const lines = Object.entries({ Host: '127.0.0.1', Accept: 'application/json', ...headers, ...length });
  const head = [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  );
  return Buffer.concat([Buffer.from(head), body]);
}

/** The upload of a picture, as a page's form sends it: part `file`, with its name and type. */
export const upload = (path, { name, type, bytes }) =>
  request('POST', path, { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` }, form(name, type, bytes));

function form(name, type, bytes) {
  const disposition = `Content-Disposition: form-data; name="file"; filename="${name}"`;
  const open = `--${BOUNDARY}\r\n${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(open), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}
