import sharp from 'sharp';
import { drawings, inChannels } from './drawing.mjs';
import { makeApng, makePng } from './png-maker.mjs';
import { makeBigEndianTiff } from './tiff-maker.mjs';

/** PNG's colour types, and the depths of each. */
const PNGS = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };

const grey = (drawing) => raw(drawing, 1);
const rgb = (drawing) => raw(drawing, 3);
const rgba = (drawing) => raw(drawing, 4);
const raw = (drawing, channels) =>
  sharp(inChannels(drawing, channels), { raw: { width: drawing.width, height: drawing.height, channels } });

/** Two frames or pages, one below the other; the second is the first one's negative, so that both are kept. */
const frames = (drawing) =>
  sharp(Buffer.concat([inChannels(drawing, 3), inChannels(drawing, 3).map((value) => 255 - value)]), {
    raw: { width: drawing.width, height: 2 * drawing.height, channels: 3, pageHeight: drawing.height },
  });

/** How each seed is made that an encoder makes, by its kind and name; each takes a drawing. */
const ENCODED = {
  jpeg: {
    baseline: (drawing) => rgb(drawing).jpeg({ mozjpeg: false }),
    progressive: (drawing) => rgb(drawing).jpeg({ progressive: true }),
    trellis: (drawing) => rgb(drawing).jpeg({ mozjpeg: true }),
    'no subsampling': (drawing) => rgb(drawing).jpeg({ chromaSubsampling: '4:4:4', quality: 100 }),
    grey: (drawing) => grey(drawing).toColourspace('b-w').jpeg(),
    cmyk: (drawing) => rgb(drawing).toColourspace('cmyk').jpeg(),
    exif: (drawing) => rgb(drawing).withMetadata({ orientation: 6 }).jpeg(),
    'icc and xmp': (drawing) =>
      rgb(drawing).withIccProfile('p3').withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>').jpeg(),
  },
  webp: {
    lossy: (drawing) => rgb(drawing).webp(),
    alpha: (drawing) => rgba(drawing).webp({ alphaQuality: 50 }),
    lossless: (drawing) => rgba(drawing).webp({ lossless: true }),
    exif: (drawing) => rgb(drawing).withMetadata({ orientation: 8 }).webp(),
    animated: (drawing) => frames(drawing).webp({ delay: [100, 100] }),
  },
  gif: {
    still: (drawing) => rgb(drawing).gif(),
    interlaced: (drawing) => rgb(drawing).gif({ progressive: true }),
    animated: (drawing) => frames(drawing).gif({ delay: [100, 100] }),
  },
  tiff: {
    plain: (drawing) => rgb(drawing).tiff({ compression: 'none' }),
    lzw: (drawing) => rgb(drawing).tiff({ compression: 'lzw', predictor: 'horizontal' }),
    deflate: (drawing) => rgba(drawing).tiff({ compression: 'deflate' }),
    packbits: (drawing) => grey(drawing).toColourspace('b-w').tiff({ compression: 'packbits' }),
    jpeg: (drawing) => rgb(drawing).tiff({ compression: 'jpeg' }),
    fax: (drawing) => grey(drawing).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }),
    bilevel: (drawing) =>
      grey(drawing).toColourspace('b-w').tiff({ compression: 'none', bitdepth: 1, miniswhite: true }),
    cmyk: (drawing) => rgb(drawing).toColourspace('cmyk').tiff({ compression: 'lzw' }),
    tiled: (drawing) => rgb(drawing).tiff({ compression: 'deflate', tile: true, tileWidth: 32, tileHeight: 32 }),
    pyramid: (drawing) =>
      rgb(drawing).tiff({ compression: 'lzw', tile: true, tileWidth: 32, tileHeight: 32, pyramid: true }),
    pages: (drawing) => frames(drawing).tiff({ compression: 'lzw' }),
  },
  avif: {
    lossy: (drawing) => rgb(drawing).avif({ effort: 0 }),
    lossless: (drawing) => rgb(drawing).avif({ lossless: true, effort: 0 }),
    alpha: (drawing) => rgba(drawing).avif({ effort: 0 }),
    turned: (drawing) => rgb(drawing).withMetadata({ orientation: 6 }).avif({ effort: 0 }),
  },
};

/**
 * Valid pictures of every accepted kind, each of a drawn digit; the same ones each time with the same encoders.
 * @returns `{ name, kind, bytes }`
 */
export async function seedPictures() {
  const drawn = await drawings();
  let nth = 0;
  const next = () => drawn[nth++ % drawn.length];
  const pngs = Object.entries(PNGS).flatMap(([colour, depths]) =>
    depths.flatMap((depth) =>
      [false, true].map((interlaced) => ({
        name: `png ${colour}/${depth}${interlaced ? ' interlaced' : ''}`,
        kind: 'png',
        bytes: makePng(next(), { colour: Number(colour), depth, interlaced }),
      })),
    ),
  );
  const byHand = [
    { name: 'apng', kind: 'png', bytes: makeApng(next()) },
    { name: 'tiff big-endian', kind: 'tiff', bytes: makeBigEndianTiff(next()) },
  ];
  const encoded = [];
  for (const [kind, ways] of Object.entries(ENCODED)) {
    for (const [name, encode] of Object.entries(ways))
      encoded.push({ name: `${kind} ${name}`, kind, bytes: await encode(next()).toBuffer() });
  }
  return [...pngs, ...byHand, ...encoded];
}
