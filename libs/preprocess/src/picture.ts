import type { Sharp } from 'sharp';
import { checkedFile, type CheckedFile } from './checked-file.js';
import { decoded, type TimeLeft } from './decode.js';
import type { Box } from './grey.js';
import { readPlainPng } from './plain-png.js';
import type { Raster } from './raster.js';
import type { Size } from './size.js';

/** What a picture may cost. */
export interface DecodeLimits {
  /** More pixels than this are refused by the header alone. */
  maxPixels: number;
  /** Milliseconds that decoding may take, all looks together, without what it waits for; no limit where left out. */
  maxTime?: number;
}

/**
 * An upload, to be looked at once or several times. Whatever it is comes out upright by its EXIF orientation, first frame,
 * any depth and colour space turned into 8-bit sRGB.
 * Every look throws CodedError `unsupported_image`, `undecodable_image`, `image_too_large` or `image_too_complex`.
 */
export class Picture {
  private checked: CheckedFile | undefined;
  private readonly time: TimeLeft;

  constructor(
    private readonly upload: Uint8Array,
    private readonly limits: DecodeLimits,
  ) {
    this.time = { left: limits.maxTime ?? Infinity };
  }

  /** @param side longest side of the result, in pixels; larger pictures are reduced while they are decoded, for speed */
  async within(side: number): Promise<Raster> {
    // A linear kernel: sharper ones draw halos round the strokes, which would pass for faint ink.
    const resize = { width: side, height: side, fit: 'inside', withoutEnlargement: true, kernel: 'linear' } as const;
    return readPlainPng(this.upload, side, this.limits.maxPixels) ?? this.raster((picture) => picture.resize(resize));
  }

  /**
   * Resized up or down: to fill exactly `width`×`height` whatever its shape, or, its shape kept, to the largest that fits
   * inside. The cubic kernel without shrink-on-load is the default of Pillow's `resize`, which most models are trained with.
   */
  async resized({ width, height }: Size, fit: 'fill' | 'inside'): Promise<Raster> {
    const plain = readPlainPng(this.upload, Math.max(width, height), this.limits.maxPixels);
    if (plain?.width === width && plain.height === height) return plain;
    return this.raster((picture) => picture.resize({ width, height, fit, kernel: 'cubic', fastShrinkOnLoad: false }));
  }

  /**
   * A part, as large as it is there, or reduced to `side` pixels at its longest.
   * @param part of the upright picture, in shares of its width and height
   */
  async part(part: Box, side: number): Promise<Raster> {
    const { width, height } = (await this.read((picture) => picture.metadata())).autoOrient;
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
    return this.raster((picture) => picture.resize(resize).extract(region));
  }

  private async raster(shape: (picture: Sharp) => Sharp): Promise<Raster> {
    const { data, info } = await this.read((picture) => shape(picture).raw().toBuffer({ resolveWithObject: true }));
    // A plain array, not a Buffer: loops over one kind of array only are compiled much better.
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
    // Raw output is sRGB whatever came in, so three channels, or four.
    return { width: info.width, height: info.height, channels: info.channels as 3 | 4, pixels };
  }

  private async read<T>(act: (picture: Sharp) => Promise<T>): Promise<T> {
    const { maxPixels } = this.limits;
    this.checked ??= checkedFile(this.upload, maxPixels);
    return decoded(this.checked, maxPixels, this.time, act);
  }
}
