import { CodedError, imageKind } from '#contract';
import sharp, { type ResizeOptions, type Sharp } from 'sharp';
import type { Box } from './grey.js';
import { readPlainPng } from './plain-png.js';
import type { Raster } from './raster.js';

// One picture is one task of one thread: the worker decodes several side by side, and none comes twice.
sharp.cache(false);
sharp.concurrency(1);

// The library reads many more formats than we accept (SVG, PDF, its own); what cannot be loaded cannot be attacked.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Png', 'Jpeg', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`),
});

/**
 * Decodes an upload, upright by its EXIF orientation, first frame, any depth and colour space turned into 8-bit sRGB.
 * @param side longest side of the result, in pixels; larger pictures are reduced while they are decoded, for speed
 * @param maxPixels more pixels than this are refused by the header alone
 * @throws CodedError `unsupported_image`, `undecodable_image` or `image_too_large`
 */
export async function decodeWithin(upload: Uint8Array, side: number, maxPixels: number): Promise<Raster> {
  // A linear kernel: sharper ones draw halos round the strokes, which would pass for faint ink.
  const resize = { width: side, height: side, fit: 'inside', withoutEnlargement: true, kernel: 'linear' } as const;
  return readPlainPng(upload, side, maxPixels) ?? decode(upload, resize, maxPixels);
}

/**
 * As {@link decodeWithin}, resized up or down: to fill exactly `width`×`height` whatever its shape, or, its shape kept, to
 * the largest that fits inside.
 * The cubic kernel without shrink-on-load is the default of Pillow's `resize`, which most models are trained with.
 */
export async function decodeResized(
  upload: Uint8Array,
  { width, height }: { width: number; height: number },
  fit: 'fill' | 'inside',
  maxPixels: number,
): Promise<Raster> {
  const plain = readPlainPng(upload, Math.max(width, height), maxPixels);
  if (plain?.width === width && plain.height === height) return plain;
  return decode(upload, { width, height, fit, kernel: 'cubic', fastShrinkOnLoad: false }, maxPixels);
}

/**
 * A part of a picture, as large as it is there, or reduced to `side` pixels at its longest.
 * @param part of the upright picture, in shares of its width and height
 */
export async function decodePart(upload: Uint8Array, part: Box, side: number, maxPixels: number): Promise<Raster> {
  const { width, height } = (await open(upload, maxPixels).metadata().catch(refuse)).autoOrient;
  const [across, down] = [(part.right - part.left) * width, (part.bottom - part.top) * height];
  const scale = Math.min(1, side / Math.max(across, down));
  const [fullWidth, fullHeight] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const [left, top] = [Math.floor(part.left * fullWidth), Math.floor(part.top * fullHeight)];
  const region = {
    left,
    top,
    width: Math.min(fullWidth - left, Math.ceil(across * scale)),
    height: Math.min(fullHeight - top, Math.ceil(down * scale)),
  };
  const resize = { width: fullWidth, height: fullHeight, fit: 'fill', kernel: 'linear' } as const;
  return pixelsOf(open(upload, maxPixels).resize(resize).extract(region));
}

function decode(upload: Uint8Array, resize: ResizeOptions, maxPixels: number): Promise<Raster> {
  const kind = imageKind(upload);
  if (kind === null || kind === 'heic') throw new CodedError('unsupported_image');
  return pixelsOf(open(upload, maxPixels).resize(resize));
}

const open = (upload: Uint8Array, maxPixels: number): Sharp =>
  sharp(upload, { autoOrient: true, failOn: 'error', limitInputPixels: maxPixels });

async function pixelsOf(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true }).catch(refuse);
  // A plain array, not a Buffer: loops over one kind of array only are compiled much better.
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
  // Raw output is sRGB whatever came in, so three channels, or four.
  return { width: info.width, height: info.height, channels: info.channels as 3 | 4, pixels };
}

/** The kind is one we read and our options are constant, so whatever the decoder objects to lies in the file. */
function refuse(reason: unknown): never {
  const tooLarge = reason instanceof Error && reason.message.includes('exceeds pixel limit');
  throw new CodedError(tooLarge ? 'image_too_large' : 'undecodable_image');
}
