import { deflateSync } from 'node:zlib';
import { chunk } from '../anatomy/png.mjs';
import { inChannels } from './drawing.mjs';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const PALETTE = 3;
const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Adam7's passes: where each begins, and its steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/**
 * A drawing as a PNG of any colour type and depth.
 * @param options.more chunks between the header and the pixels, and behind these
 */
export function makePng(drawing, { colour, depth, interlaced = false, more = [], after = [] }) {
  const header = chunk(
    'IHDR',
    Buffer.concat([sizeOf(drawing), Buffer.from([depth, colour, 0, 0, interlaced ? 1 : 0])]),
  );
  const palette = colour === PALETTE ? [chunk('PLTE', greys(2 ** depth))] : [];
  const data = chunk('IDAT', compressed(drawing, { colour, depth, interlaced }));
  return Buffer.concat([SIGNATURE, header, ...palette, ...more, data, ...after, chunk('IEND', Buffer.alloc(0))]);
}

/** A drawing as an animated PNG of two frames. */
export function makeApng(drawing) {
  const number = (value, size = 4) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntBE(value, 0, size);
    return bytes;
  };
  const rest = Buffer.concat([number(0), number(0), number(1, 2), number(10, 2), Buffer.alloc(2)]);
  const control = (nth) => chunk('fcTL', Buffer.concat([number(nth), sizeOf(drawing), rest]));
  const plan = { colour: 0, depth: 8 };
  const frame = chunk('fdAT', Buffer.concat([number(2), compressed(drawing, plan)]));
  const count = chunk('acTL', Buffer.concat([number(2), number(0)]));
  return makePng(drawing, { ...plan, more: [count, control(0)], after: [control(1), frame] });
}

function sizeOf({ width, height }) {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(width);
  bytes.writeUInt32BE(height, 4);
  return bytes;
}

const greys = (count) =>
  Buffer.from(Array.from({ length: 3 * count }, (_, i) => (255 * Math.floor(i / 3)) / (count - 1)));

function compressed(drawing, { colour, depth, interlaced }) {
  const channels = CHANNELS[colour];
  const samples = inChannels(drawing, channels);
  const passes = interlaced ? PASSES : [[0, 0, 1, 1]];
  return deflateSync(Buffer.concat(passes.flatMap((pass) => rows(drawing, samples, channels, depth, pass))));
}

function rows({ width, height }, samples, channels, depth, [left, top, across, down]) {
  const lines = [];
  for (let y = top; y < height; y += down) {
    const line = [];
    for (let x = left; x < width; x += across)
      for (let c = 0; c < channels; c++) line.push(samples[(y * width + x) * channels + c]);
    if (line.length > 0) lines.push(Buffer.concat([Buffer.alloc(1), packed(line, depth)]));
  }
  return lines;
}

/** Samples of 8 bits in as many as the depth has, each row filling whole bytes. */
function packed(line, depth) {
  if (depth === 16) return Buffer.from(line.flatMap((value) => [value, value]));
  const out = Buffer.alloc(Math.ceil((line.length * depth) / 8));
  line.forEach((value, i) => {
    const bit = i * depth;
    out[bit >> 3] |= (value >> (8 - depth)) << (8 - depth - (bit & 7));
  });
  return out;
}
