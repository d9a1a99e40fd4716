import { crc32, deflateSync } from 'node:zlib';

/** A whole number below `end`; the same ones in every run. */
export type Dice = (end: number) => number;

/** Mulberry32. */
export function seededDice(seed: number): Dice {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % end;
  };
}

/** Channels by colour type: grey, RGB, palette, grey and alpha, RGBA. */
export const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
export type ColourType = keyof typeof CHANNELS;
/** Those without a palette. */
export const DIRECT: ColourType[] = [0, 2, 4, 6];

/** A PNG before it is put together. */
export interface Draft {
  width: number;
  height: number;
  type: ColourType;
  depth: number;
  interlaced: boolean;
  /** Filtered rows, each after the number of its filter. */
  rows: Uint8Array;
  /** The rows, compressed. */
  stream: Uint8Array;
}

/** Noise of a random size, with a filter for each row; any noise is a picture, whatever its filters. */
export function draft(dice: Dice, type: ColourType, depth = 8): Draft {
  const [width, height] = [1 + dice(40), 1 + dice(40)];
  const across = Math.ceil((width * CHANNELS[type] * depth) / 8);
  // Few levels leave much to compress, many leave little.
  const levels = dice(2) === 0 ? 4 : 256;
  const rows = Uint8Array.from({ length: height * (1 + across) }, (_, at) => dice(at % (1 + across) ? levels : 5));
  return { width, height, type, depth, interlaced: false, rows, stream: deflateSync(rows) };
}

export function chunk(name: string, data: Uint8Array | string = ''): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), Buffer.from(data as string, 'latin1')]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length - 4, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

export function header({ width, height, type, depth, interlaced }: Omit<Draft, 'rows' | 'stream'>): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  return chunk('IHDR', data);
}

export const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
export const END = chunk('IEND');

/** A whole file of chunks. */
export const png = (...chunks: Uint8Array[]): Buffer => Buffer.concat([SIGNATURE, ...chunks]);

/** A whole file of one stream. */
export const plain = (draft: Draft): Buffer => png(header(draft), chunk('IDAT', draft.stream), END);
