import { deflateSync, inflateSync } from 'node:zlib';
import { chunk, chunksOf, SIGNATURE } from '../anatomy/png.mjs';
import { BLIND } from './blind.mjs';

/** More than any seed unpacks to; what has been blown up is left alone. */
const MOST = 4_000_000;

/**
 * Changes a PNG's pixels below its compression, which stays in order: filters, rows too many or too few.
 * @returns null where there is nothing to unpack
 */
export function repack(bytes, dice) {
  const chunks = [...chunksOf(bytes)];
  const data = chunks.filter(({ name }) => name === 'IDAT');
  const pixels = unpacked(Buffer.concat(data.map((each) => bytes.subarray(each.data, each.end - 4))));
  if (!pixels) return null;
  const changed = BLIND[dice.pick(Object.keys(BLIND))](pixels, dice);
  const before = bytes.subarray(SIGNATURE, data[0].start);
  return Buffer.concat([
    bytes.subarray(0, SIGNATURE),
    before,
    chunk('IDAT', deflateSync(changed)),
    bytes.subarray(data.at(-1).end),
  ]);
}

function unpacked(data) {
  try {
    return inflateSync(data, { maxOutputLength: MOST });
  } catch {
    return null;
  }
}
