import { crc32 } from 'node:zlib';
import { CodedError } from '#contract';
import type { Size } from './size.js';

const SIGNATURE = 8;
/** A chunk's length and name, which come before its data; a checksum comes after. */
const BEFORE = 8;
const AROUND = 12;
const HEADER = 13;
/** Bit depths by the colour type. */
const DEPTHS: Record<number, number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
const PALETTE = 3;
/** Colour types that must not have a palette: grey, and grey with alpha. */
const WITHOUT_PALETTE = [0, 4];
/** Programs write some thousands at most; each costs a little whatever it holds. */
const MOST_CHUNKS = 100_000;
/** Chunks besides the critical ones that say how pixels look. */
const TELLING = new Set(['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'eXIf']);

/** The size that a header tells. @throws CodedError `undecodable_image` where that is damaged, or not there */
export function pngSize(upload: Uint8Array): Size {
  for (const { name, data } of chunksOf(upload)) {
    coloursOf(name, data);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return { width: view.getUint32(0), height: view.getUint32(4) };
  }
  throw new CodedError('undecodable_image');
}

/**
 * A PNG as its decoder is to see it: the critical chunks, and of the others the first of each kind that says how pixels
 * look. Texts, unknown chunks, further frames and whatever comes after the end are left out: the decoder would unpack them
 * all, and a small file can hold gigabytes of them.
 *
 * The decoder takes a file for whole that ends before its end, or has wrong checksums beside its pixels; such a one has been
 * damaged, and is refused here. What is wrong with the pixels themselves the decoder finds.
 * @throws CodedError `undecodable_image`, or `image_too_complex` where there are chunks without number
 */
export function checkedPng(upload: Uint8Array): Uint8Array {
  const parts = [upload.subarray(0, SIGNATURE)];
  const seen = new Set<string>();
  let colours = 0;
  let last = '';
  for (const { name, data, whole } of chunksOf(upload)) {
    if (parts.length === 1) colours = coloursOf(name, data);
    const again = seen.has(name);
    const isRepeated = again && (name !== 'IDAT' || last !== 'IDAT');
    seen.add(name);
    last = name;
    if (name === 'IEND') {
      if (data.length > 0 || !seen.has('IDAT')) break;
      return Buffer.concat([...parts, whole]);
    }
    if (isCritical(name)) {
      if (isRepeated || !(parts.length === 1 || mayCome(name, data, colours, seen))) break;
    } else if (again || !TELLING.has(name)) continue;
    parts.push(whole);
  }
  throw new CodedError('undecodable_image');
}

interface Chunk {
  name: string;
  data: Uint8Array;
  /** With its length, name and checksum. */
  whole: Uint8Array;
}

/** As far as they are whole. */
function* chunksOf(upload: Uint8Array): Generator<Chunk> {
  const view = new DataView(upload.buffer, upload.byteOffset, upload.byteLength);
  let count = 0;
  for (let at = SIGNATURE; at + AROUND <= upload.length;) {
    if (++count > MOST_CHUNKS) throw new CodedError('image_too_complex');
    const end = at + AROUND + view.getUint32(at);
    if (end > upload.length || crc32(upload.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return;
    const name = String.fromCharCode(upload[at + 4]!, upload[at + 5]!, upload[at + 6]!, upload[at + 7]!);
    if (!/^[A-Za-z]{4}$/.test(name)) return;
    yield { name, data: upload.subarray(at + BEFORE, end - 4), whole: upload.subarray(at, end) };
    at = end;
  }
}

/** The colour type that a file's first chunk tells. */
function coloursOf(name: string, data: Uint8Array): number {
  const [depth, colours, compression, filter, interlacing] = data.subarray(8);
  const isKnown = compression === 0 && filter === 0 && interlacing! <= 1 && DEPTHS[colours!]?.includes(depth!);
  if (name !== 'IHDR' || data.length !== HEADER || !isKnown) throw new CodedError('undecodable_image');
  return colours!;
}

const isCritical = (name: string): boolean => name < 'a';

/** Whether a critical chunk is one that we know, and in its place. @param seen the names of those before it, and its own */
function mayCome(name: string, data: Uint8Array, colours: number, seen: Set<string>): boolean {
  if (name === 'IDAT') return colours !== PALETTE || seen.has('PLTE');
  const isPalette = data.length > 0 && data.length % 3 === 0 && data.length <= 3 * 256;
  return name === 'PLTE' && isPalette && !seen.has('IDAT') && !WITHOUT_PALETTE.includes(colours);
}
