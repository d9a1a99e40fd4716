import type { Size } from './size.js';

/** Of the file, before its first chunk; of a chunk, before its data. */
const [HEADER, BEFORE] = [12, 8];

/** The size that the first chunk tells; null where it does not. */
export function webpSize(upload: Uint8Array): Size | null {
  if (upload.length < 30) return null;
  const view = new DataView(upload.buffer, upload.byteOffset, upload.byteLength);
  switch (nameAt(upload, HEADER)) {
    case 'VP8X':
      return { width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}

/**
 * A WebP without its frames after the first, which nobody would look at and the decoder would count.
 * @returns the file as it is where it has no frames, or is not whole
 */
export function firstWebpFrame(upload: Uint8Array): Uint8Array {
  const view = new DataView(upload.buffer, upload.byteOffset, upload.byteLength);
  const length = BEFORE + view.getUint32(4, true);
  if (length > upload.length) return upload;
  for (let at = HEADER; at + BEFORE <= length;) {
    const size = view.getUint32(at + 4, true);
    const isFrame = nameAt(upload, at) === 'ANMF';
    at += BEFORE + size + (size % 2);
    if (!isFrame || at >= length) continue;
    const cut = Buffer.from(upload.subarray(0, at));
    cut.writeUInt32LE(at - BEFORE, 4);
    return cut;
  }
  return upload;
}

const nameAt = (upload: Uint8Array, at: number): string => String.fromCharCode(...upload.subarray(at, at + 4));
