import type { Size } from './size.js';

/** The property of an item that tells its size: name, version and flags, width, height. */
const PROPERTY = Buffer.from('ispe\0\0\0\0', 'latin1');

/** The largest size that any of a file's items tells; null where none does. */
export function avifSize(upload: Uint8Array): Size | null {
  const bytes = Buffer.from(upload.buffer, upload.byteOffset, upload.length);
  let largest: Size | null = null;
  for (let at = bytes.indexOf(PROPERTY); at >= 0; at = bytes.indexOf(PROPERTY, at + 1)) {
    if (at + 16 > bytes.length) break;
    const size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (!largest || areaOf(size) > areaOf(largest)) largest = size;
  }
  return largest;
}

const areaOf = ({ width, height }: Size): number => width * height;
