import type { Size } from './size.js';

const [EXTENSION, IMAGE, END] = [0x21, 0x2c, 0x3b];
/** Of the file, before its first block; of an image, before its data; with a palette's bytes besides. */
const [HEADER, DESCRIPTOR] = [13, 10];

/** The size that a header tells; null where there is none. */
export function gifSize(upload: Uint8Array): Size | null {
  if (upload.length < HEADER) return null;
  const view = new DataView(upload.buffer, upload.byteOffset, upload.byteLength);
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/**
 * A GIF without its frames after the first, which nobody would look at and the decoder would count.
 * @returns the file as it is where its first frame is not whole: the decoder is to say so
 */
export function firstGifFrame(upload: Uint8Array): Uint8Array {
  for (let at = HEADER + paletteBytes(upload[10]!); at < upload.length;) {
    const isImage = upload[at] === IMAGE;
    if (!isImage && upload[at] !== EXTENSION) break;
    // Before an image's data its code size is told; before an extension's, its label.
    const data = isImage ? at + DESCRIPTOR + paletteBytes(upload[at + 9]!) + 1 : at + 2;
    at = endOfData(upload, data);
    if (isImage && at < upload.length) return Buffer.concat([upload.subarray(0, at), Uint8Array.of(END)]);
  }
  return upload;
}

/** Of the colours that a byte of flags announces. */
const paletteBytes = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);

/** Data come in blocks, each after its length; an empty one is the last. */
function endOfData(upload: Uint8Array, from: number): number {
  let at = from;
  while (at < upload.length && upload[at] !== 0) at += 1 + upload[at]!;
  return at + 1;
}
