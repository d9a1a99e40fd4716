import type { Raster } from './raster.js';

/**
 * Centres a picture (three channels) on one of `width`×`height`, no smaller, and fills the rest with its border's colour.
 * No one colour would do: the ground is black around light strokes, paper around a drawing, and any other would frame the
 * picture in an edge that the model has never seen. A median, because a stroke or a shadow that reaches the border must
 * not tinge it.
 */
export function padded(picture: Raster, { width, height }: { width: number; height: number }): Raster {
  const pixels = new Uint8Array(width * height * 3);
  const ground = groundOf(picture);
  for (let at = 0; at < pixels.length; at++) pixels[at] = ground[at % 3]!;
  const row = picture.width * 3;
  const left = Math.floor((width - picture.width) / 2);
  const top = Math.floor((height - picture.height) / 2);
  for (let y = 0; y < picture.height; y++) {
    pixels.set(picture.pixels.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * 3);
  }
  return { width, height, channels: 3, pixels };
}

/** The median of each channel along the border. */
function groundOf({ width, height, pixels }: Raster): number[] {
  const across = Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]);
  const down = Array.from({ length: height }, (_, y) => [y * width, y * width + width - 1]);
  const border = [...across, ...down].flat();
  return [0, 1, 2].map((channel) => {
    const levels = Uint8Array.from(border, (at) => pixels[at * 3 + channel]!).sort();
    return levels[levels.length >> 1]!;
  });
}
