import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import sharp from 'sharp';
import { anatomyOf } from '../anatomy/anatomy.mjs';
import { chunk, sealPng } from '../anatomy/png.mjs';
import { writeField } from '../mutate/numbers.mjs';
import { drawings, inChannels } from './drawing.mjs';
import { makePng } from './png-maker.mjs';

/** Of a square just below the most pixels that are taken by default. */
const SIDE = 7_000;
const MOST_PIXELS = 50_000_000;
const SCANS = 2_000;
const TEXT = 50_000_000;
/** In another thread: those who wait for answers are not to wait for this. */
const packed = promisify(deflate);

/** Pictures of few bytes that cost a decoder as much as they can; each is made when it is asked for. */
export const EXTREMES = {
  'png wide': (drawing) => resized(makePng(drawing, { colour: 0, depth: 8 }), MOST_PIXELS, 1),
  'png high': (drawing) => resized(makePng(drawing, { colour: 0, depth: 8 }), 1, MOST_PIXELS),
  'png large': () => largePng({ colour: 0, depth: 1, rowBytes: Math.ceil(SIDE / 8), interlace: 0 }),
  'png large interlaced': () => largePng({ colour: 6, depth: 16, rowBytes: 8 * SIDE, interlace: 1 }),
  'png texts': (drawing) => texts(drawing),
  'jpeg scans': (drawing) => manyScans(drawing),
  'jpeg large': () => solid().jpeg().toBuffer(),
  'webp large': () => solid().webp({ lossless: true, effort: 0 }).toBuffer(),
  'gif large': () => solid().gif({ effort: 1 }).toBuffer(),
  'gif wide': (drawing) => wideGif(drawing),
  'tiff large': () => solid().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
  'avif large': () => solid().avif({ effort: 0, quality: 1 }).toBuffer(),
};

const made = new Map();

/** One of them; made once. @param name one of `EXTREMES` */
export function extreme(name) {
  if (!made.has(name))
    made.set(
      name,
      drawings().then(([drawing]) => EXTREMES[name](drawing)),
    );
  return made.get(name);
}

const solid = () => sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: 'white' } });

/** A PNG that says that it is as large as that, whatever pixels it has. */
const resized = (png, width, height) => sealPng(withFields(png, 'png', { 'IHDR.width': width, 'IHDR.height': height }));

function withFields(bytes, kind, values) {
  const copy = Buffer.from(bytes);
  for (const field of anatomyOf(kind, copy).fields)
    if (field.name in values) writeField(copy, field, values[field.name]);
  return copy;
}

/** Zeros throughout; interlaced ones have some rows more than others, and a decoder does not mind what is too much. */
async function largePng({ colour, depth, rowBytes, interlace }) {
  const data = await packed(Buffer.alloc(SIDE * (rowBytes + 1) + 16 * SIDE), { level: 9 });
  const size = Buffer.alloc(8);
  size.writeUInt32BE(SIDE);
  size.writeUInt32BE(SIDE, 4);
  const header = chunk('IHDR', Buffer.concat([size, Buffer.from([depth, colour, 0, 0, interlace])]));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    header,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Texts and a colour profile that unpack to a thousand times their bytes. */
async function texts(drawing) {
  const zeros = await packed(Buffer.alloc(TEXT));
  const text = chunk('zTXt', Buffer.concat([Buffer.from('a\0\0', 'latin1'), zeros]));
  const profile = chunk('iCCP', Buffer.concat([Buffer.from('a\0\0', 'latin1'), zeros]));
  return makePng(drawing, { colour: 2, depth: 8, more: [profile, ...Array.from({ length: 8 }, () => text)] });
}

/** A progressive JPEG whose scans, each of a few bytes, all go over the whole of a large picture. */
async function manyScans(drawing) {
  const { width, height } = drawing;
  const raw = sharp(inChannels(drawing, 3), { raw: { width, height, channels: 3 } });
  const jpeg = await raw.jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer();
  const large = withFields(jpeg, 'jpeg', { 'c2.width': SIDE, 'c2.height': SIDE });
  const { pieces } = anatomyOf('jpeg', large);
  const last = pieces.findLastIndex(({ name }) => name === 'da');
  const scan = Buffer.concat([large.subarray(pieces[last].start, pieces[last].end), Buffer.alloc(2)]);
  const end = pieces.at(-1).start;
  return Buffer.concat([large.subarray(0, end), ...Array.from({ length: SCANS }, () => scan), large.subarray(end)]);
}

async function wideGif(drawing) {
  const { width, height } = drawing;
  const gif = await sharp(inChannels(drawing, 3), { raw: { width, height, channels: 3 } })
    .gif()
    .toBuffer();
  return withFields(gif, 'gif', { 'screen.width': 65_535, 'screen.height': 700 });
}
