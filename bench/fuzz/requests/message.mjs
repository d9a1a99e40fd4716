/** A request before it is bytes: `{ method, target, version, headers, body }`, the headers as pairs. */
export const message = (method, target, headers = {}, body = Buffer.alloc(0)) => ({
  ...{ method, target, version: 'HTTP/1.1' },
  headers: Object.entries({ Host: '127.0.0.1', ...headers, ...(body.length > 0 && { 'Content-Length': body.length }) }),
  body,
});

/** A request's bytes on the wire, its letters one byte each. */
export function toBytes({ method, target, version, headers, body }) {
  const lines = [`${method} ${target} ${version}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), body]);
}

/** The request with one header set, wherever it was, or without it. @param value undefined for none */
export function withHeader(request, name, value) {
  const others = request.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: value === undefined ? others : [...others, [name, value]] };
}

/** The request with another body, whose length it tells. */
export const withBody = (request, body) => withHeader({ ...request, body }, 'Content-Length', body.length);

/** The request with its body in chunks. @param chunks the body's parts, framed already */
export const inChunks = (request, chunks) =>
  withHeader(withHeader({ ...request, body: Buffer.concat(chunks) }, 'Content-Length'), 'Transfer-Encoding', 'chunked');

/** Frames one chunk. */
export const frame = (part, size = part.length.toString(16)) =>
  Buffer.concat([Buffer.from(`${size}\r\n`, 'latin1'), part, Buffer.from('\r\n')]);
