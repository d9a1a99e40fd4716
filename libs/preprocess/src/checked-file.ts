import { CodedError, imageKind, type ImageKind } from '#contract';
import { avifSize } from './avif-file.js';
import { firstGifFrame, gifSize } from './gif-file.js';
import { checkedJpeg, jpegFrame } from './jpeg-file.js';
import { checkedPng, pngSize } from './png-file.js';
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
  const size = SIZE[kind](upload);
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

const SIZE: Record<ImageKind, (upload: Uint8Array) => Size | null> = {
  png: pngSize,
  jpeg: jpegFrame,
  gif: gifSize,
  webp: webpSize,
  tiff: tiffSize,
  avif: avifSize,
};

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
  const size = SIZE[kind](upload);
  if (!size) return null;
  return areaOf(size) * (kind === 'jpeg' && !jpegFrame(upload).isProgressive ? REDUCED : 1);
}

const areaOf = ({ width, height }: Size): number => width * height;
