/** Interleaved 8-bit sRGB, with alpha as the fourth channel where there is one. */
export interface Raster {
  width: number;
  height: number;
  channels: 3 | 4;
  pixels: Uint8Array;
}

/** Grey as red, green and blue alike, with its alpha if there is one; three and four channels as they are. */
export function withChannels(width: number, height: number, channels: 1 | 2 | 3 | 4, from: Uint8Array): Raster {
  if (channels === 3 || channels === 4) return { width, height, channels, pixels: from };
  const to = channels === 1 ? 3 : 4;
  const pixels = new Uint8Array(width * height * to);
  for (let at = 0, i = 0; at < pixels.length; at += to, i += channels) {
    pixels[at] = pixels[at + 1] = pixels[at + 2] = from[i]!;
    if (to === 4) pixels[at + 3] = from[i + 1]!;
  }
  return { width, height, channels: to, pixels };
}
