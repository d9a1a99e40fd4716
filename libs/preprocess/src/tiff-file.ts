import type { Size } from './size.js';

/** Of an entry of a page's directory, in bytes. */
const ENTRY = 12;
const [WIDTH, HEIGHT] = [256, 257];
const SHORT = 3;

/** The size that the first page's directory tells; null where it does not. */
export function tiffSize(upload: Uint8Array): Size | null {
  const directory = firstDirectory(upload);
  if (!directory) return null;
  const { view, isLittle, from, end } = directory;
  const told = { width: 0, height: 0 };
  for (let at = from; at < end; at += ENTRY) {
    const tag = view.getUint16(at, isLittle);
    if (tag !== WIDTH && tag !== HEIGHT) continue;
    const isShort = view.getUint16(at + 2, isLittle) === SHORT;
    const value = isShort ? view.getUint16(at + 8, isLittle) : view.getUint32(at + 8, isLittle);
    told[tag === WIDTH ? 'width' : 'height'] = value;
  }
  return told.width > 0 && told.height > 0 ? told : null;
}

/** A TIFF without its pages after the first, which nobody would look at and the decoder would count. */
export function firstTiffPage(upload: Uint8Array): Uint8Array {
  const directory = firstDirectory(upload);
  if (!directory || directory.view.getUint32(directory.end) === 0) return upload;
  const cut = Buffer.from(upload);
  cut.writeUInt32LE(0, directory.end);
  return cut;
}

interface Directory {
  view: DataView;
  isLittle: boolean;
  /** Where its entries begin. */
  from: number;
  /** Where they end; there it is told where the next page's directory is. */
  end: number;
}

function firstDirectory(upload: Uint8Array): Directory | null {
  if (upload.length < 8) return null;
  const view = new DataView(upload.buffer, upload.byteOffset, upload.byteLength);
  const isLittle = upload[0] === 0x49;
  const at = view.getUint32(4, isLittle);
  if (at + 2 > upload.length) return null;
  const from = at + 2;
  const end = from + ENTRY * view.getUint16(at, isLittle);
  return end + 4 > upload.length ? null : { view, isLittle, from, end };
}
