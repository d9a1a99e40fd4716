import type { Sharp } from 'sharp';
import { checkedFile, type CheckedFile } from './checked-file.js';
import { decoded, LARGE, reread, type TimeLeft } from './decode.js';
import type { Box } from './grey.js';
import { readPlainPng } from './plain-png.js';
import type { Raster } from './raster.js';
import type { Size } from './size.js';

/** Longest side, in pixels, of what is kept of a large picture for further looks: its decoding may take seconds. */
const KEPT = 1_024;

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
  private kept: Raster | undefined;
  private readonly time: TimeLeft;

  constructor(
    private readonly upload: Uint8Array,
    private readonly limits: DecodeLimits,
  ) {
    this.time = { left: limits.maxTime ?? Infinity };
  }

  /** @param side longest side of the result, in pixels; larger pictures are reduced while they are decoded, for speed */
  async within(side: number): Promise<Raster> {
    return (
      readPlainPng(this.upload, side, this.limits.maxPixels) ?? this.look((picture) => picture.resize(inside(side)))
    );
  }

  /**
   * Resized up or down: to fill exactly `width`×`height` whatever its shape, or, its shape kept, to the largest that fits
   * inside. The cubic kernel without shrink-on-load is the default of Pillow's `resize`, which most models are trained with.
   */
  async resized({ width, height }: Size, fit: 'fill' | 'inside'): Promise<Raster> {
    const plain = readPlainPng(this.upload, Math.max(width, height), this.limits.maxPixels);
    if (plain?.width === width && plain.height === height) return plain;
    const resize = { width, height, fit, kernel: 'cubic', fastShrinkOnLoad: false } as const;
    return this.raster((picture) => picture.resize(resize));
  }

  /**
   * A part, as large as it is there, or reduced to `side` pixels at its longest.
   * @param part of the upright picture, in shares of its width and height
   */
  async part(part: Box, side: number): Promise<Raster> {
    const { width, height } = this.kept ?? (await this.read((picture) => picture.metadata())).autoOrient;
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
    return this.look((picture) => picture.resize(resize).extract(region));
  }

  private async look(shape: (picture: Sharp) => Sharp): Promise<Raster> {
    if (!this.kept && this.file.cost > LARGE) this.kept = await this.raster((picture) => picture.resize(inside(KEPT)));
    return this.kept ? toRaster(await reread(this.kept, (picture) => raw(shape(picture)))) : this.raster(shape);
  }

  private async raster(shape: (picture: Sharp) => Sharp): Promise<Raster> {
    return toRaster(await this.read((picture) => raw(shape(picture))));
  }

  private read<T>(act: (picture: Sharp) => Promise<T>): Promise<T> {
    return decoded(this.file, this.limits.maxPixels, this.time, act);
  }

  private get file(): CheckedFile {
    return (this.checked ??= checkedFile(this.upload, this.limits.maxPixels));
  }
}

// A linear kernel: sharper ones draw halos round the strokes, which would pass for faint ink.
const inside = (side: number) =>
  ({ width: side, height: side, fit: 'inside', withoutEnlargement: true, kernel: 'linear' }) as const;

type Raw = Awaited<ReturnType<typeof raw>>;

const raw = (picture: Sharp) => picture.raw().toBuffer({ resolveWithObject: true });

function toRaster({ data, info: { width, height, channels } }: Raw): Raster {
  // A plain array, not a Buffer: loops over one kind of array only are compiled much better.
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
  // Raw output is sRGB whatever came in, so three channels, or four.
  return { width, height, channels: channels as 3 | 4, pixels };
}
