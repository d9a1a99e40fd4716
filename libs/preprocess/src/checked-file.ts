import { CodedError, imageKind, type ImageKind } from '#contract';
import { avifSize } from './avif-file.js';
import { firstGifFrame } from './gif-file.js';
import { checkedJpeg, jpegFrame } from './jpeg-file.js';
import { checkedPng } from './png-file.js';
import type { Size } from './size.js';
import { firstTiffPage, tiffSize } from './tiff-file.js';
import { firstWebpFrame, webpSize } from './webp-file.js';

/** What the decoder reads at most on a side: of what is longer it says that the file is broken. */
const LONGEST: Partial<Record<ImageKind, number>> = { png: 1_000_000, jpeg: 65_500 };
/** A JPEG that is no progressive one is reduced while it is read, and costs so much less. */
const REDUCED = 1 / 8;

/** An upload of a kind that we read, as its decoder is to see it. */
export interface CheckedFile {
  kind: ImageKind;
  bytes: Uint8Array;
  /** What decoding it costs at most, in pixels that have to be held at once. */
  cost: number;
}

/**
 * Looks at a file before its decoder does: refuses what is larger than the limit by its header alone, and what the decoder
 * would take though it is damaged; leaves out what would cost work and is not looked at, as all frames after the first.
 * @throws CodedError `unsupported_image`, `undecodable_image` or `image_too_large`
 */
export function checkedFile(upload: Uint8Array, maxPixels: number): CheckedFile {
  const kind = kindOf(upload);
  const size = declaredSize(upload, kind);
  const isTooLarge =
    size && (areaOf(size) > maxPixels || Math.max(size.width, size.height) > (LONGEST[kind] ?? Infinity));
  if (isTooLarge) throw new CodedError('image_too_large');
  const bytes = CHECKED[kind](upload);
  // A height that is told late was not known above.
  return { kind, bytes, cost: costOf(bytes, kind) ?? maxPixels };
}

/**
 * What decoding an upload will cost at most, in pixels, by its header alone.
 * @returns null where that does not say, or cannot be read
 */
export function expectedCost(upload: Uint8Array): number | null {
  try {
    return costOf(upload, kindOf(upload));
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

const CHECKED: Record<ImageKind, (upload: Uint8Array) => Uint8Array> = {
  png: checkedPng,
  jpeg: checkedJpeg,
  gif: firstGifFrame,
  webp: firstWebpFrame,
  tiff: firstTiffPage,
  avif: (upload) => upload,
};

function kindOf(upload: Uint8Array): ImageKind {
  const kind = imageKind(upload);
  if (kind === null || kind === 'heic') throw new CodedError('unsupported_image');
  return kind;
}

function costOf(upload: Uint8Array, kind: ImageKind): number | null {
  const size = declaredSize(upload, kind);
  if (!size) return null;
  return areaOf(size) * (kind === 'jpeg' && !jpegFrame(upload).isProgressive ? REDUCED : 1);
}

function declaredSize(upload: Uint8Array, kind: ImageKind): Size | null {
  switch (kind) {
    case 'png':
      return sizeAt(upload, 16, (view, at) => view.getUint32(at), 4);
    case 'gif':
      return sizeAt(upload, 6, (view, at) => view.getUint16(at, true), 2);
    case 'jpeg':
      return jpegFrame(upload);
    case 'webp':
      return webpSize(upload);
    case 'tiff':
      return tiffSize(upload);
    case 'avif':
      return avifSize(upload);
  }
}

/** Width and height side by side; null where the file ends before them. */
function sizeAt(
  upload: Uint8Array,
  at: number,
  read: (view: DataView, at: number) => number,
  bytes: number,
): Size | null {
  if (upload.length < at + 2 * bytes) return null;
  const view = new DataView(upload.buffer, upload.byteOffset, upload.byteLength);
  return { width: read(view, at), height: read(view, at + bytes) };
}

const areaOf = ({ width, height }: Size): number => width * height;
