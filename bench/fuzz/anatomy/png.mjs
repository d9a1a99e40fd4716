import { crc32 } from 'node:zlib';

export const SIGNATURE = 8;
/** A chunk's length and name before its data, and its checksum after it. */
const HEAD = 8;
const CHECK = 4;

/** Numbers inside chunks, by the chunk's name: `[name, offset in its data, bytes]`. */
const INSIDE = {
  IHDR: [
    ['width', 0, 4],
    ['height', 4, 4],
    ...['depth', 'colour', 'compression', 'filter', 'interlace'].map((name, i) => [name, 8 + i, 1]),
  ],
  acTL: [
    ['frames', 0, 4],
    ['plays', 4, 4],
  ],
  fcTL: ['sequence', 'width', 'height', 'x', 'y'].map((name, i) => [name, 4 * i, 4]),
};

/** A PNG's chunks, and the numbers that say how long and how large things are. */
export function anatomyOfPng(bytes) {
  const pieces = [{ name: 'signature', start: 0, end: Math.min(SIGNATURE, bytes.length) }];
  const fields = [];
  for (const { name, start, data, end } of chunksOf(bytes)) {
    pieces.push({ name, start, end });
    fields.push({ name: `${name}.length`, at: start, size: 4 });
    for (const [field, offset, size] of INSIDE[name] ?? [])
      fields.push({ name: `${name}.${field}`, at: data + offset, size });
  }
  return { pieces, fields };
}

/** Walks the chunks, as far as they are there: `{ name, start, data, end }`. */
export function* chunksOf(bytes) {
  for (let at = SIGNATURE; at + HEAD + CHECK <= bytes.length;) {
    const end = at + HEAD + bytes.readUInt32BE(at) + CHECK;
    if (end > bytes.length) return;
    yield { name: bytes.latin1Slice(at + 4, at + HEAD), start: at, data: at + HEAD, end };
    at = end;
  }
}

/** Writes the checksums anew that no longer fit, so that a decoder reads what was changed. */
export function sealPng(bytes) {
  const sealed = Buffer.from(bytes);
  for (const { start, end } of chunksOf(sealed))
    sealed.writeUInt32BE(crc32(sealed.subarray(start + 4, end - CHECK)), end - CHECK);
  return sealed;
}

/** One chunk, with its checksum. */
export function chunk(name, data) {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(data.length);
  head.write(name, 4, 'latin1');
  const check = Buffer.alloc(CHECK);
  check.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
  return Buffer.concat([head, data, check]);
}
