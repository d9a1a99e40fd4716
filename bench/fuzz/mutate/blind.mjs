import { interesting, noise, writeField } from './numbers.mjs';

/** Bytes of a block that is moved about, at most. */
const BLOCK = 256;
const BYTES = [0, 1, 0x7f, 0x80, 0xfe, 0xff, 0x0a, 0x0d, 0x20, 0x2f, 0x3b];

/** A stretch that is not empty, unless there is nothing. */
function stretch(dice, length) {
  const from = dice.whole(0, Math.max(0, length - 1));
  return [from, Math.min(length, from + dice.whole(1, BLOCK))];
}

/** Changes some places of a copy. @param set takes the copy and a place */
function everywhere(bytes, dice, set) {
  const copy = Buffer.from(bytes);
  const count = dice.pick([1, 1, 2, 4, 16]);
  for (let i = 0; i < count && copy.length > 0; i++) set(copy, dice.whole(0, copy.length - 1));
  return copy;
}

/** Ways of changing bytes without knowing what they mean; each takes them and the dice, and returns others. */
export const BLIND = {
  flipBits: (bytes, dice) => everywhere(bytes, dice, (copy, at) => (copy[at] ^= 1 << dice.whole(0, 7))),
  setBytes: (bytes, dice) => everywhere(bytes, dice, (copy, at) => (copy[at] = dice.pick(BYTES))),
  randomBytes: (bytes, dice) => everywhere(bytes, dice, (copy, at) => (copy[at] = dice.whole(0, 255))),
  setNumber: (bytes, dice) =>
    everywhere(bytes, dice, (copy, at) => {
      const size = dice.pick([2, 4]);
      const value = dice.pick(interesting(size, bytes.length));
      if (at + size <= copy.length) writeField(copy, { at, size, little: dice.chance(0.5) }, value);
    }),
  removeBlock: (bytes, dice) => {
    const [from, to] = stretch(dice, bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  repeatBlock: (bytes, dice) => {
    const [from, to] = stretch(dice, bytes.length);
    const times = dice.pick([1, 1, 2, 16, 500]);
    const more = Array.from({ length: times }, () => bytes.subarray(from, to));
    return Buffer.concat([bytes.subarray(0, to), ...more, bytes.subarray(to)]);
  },
  swapBlocks: (bytes, dice) => {
    const [a, b, c, d] = [...stretch(dice, bytes.length), ...stretch(dice, bytes.length)].sort((x, y) => x - y);
    const part = (from, to) => bytes.subarray(from, to);
    return Buffer.concat([part(0, a), part(c, d), part(b, c), part(a, b), part(d)]);
  },
  insertBlock: (bytes, dice) => {
    const at = dice.whole(0, bytes.length);
    const length = dice.whole(1, BLOCK);
    const block = dice.chance(0.5) ? noise(dice, length) : Buffer.alloc(length, dice.pick(BYTES));
    return Buffer.concat([bytes.subarray(0, at), block, bytes.subarray(at)]);
  },
  clearBlock: (bytes, dice) => Buffer.from(bytes).fill(dice.pick([0, 0xff]), ...stretch(dice, bytes.length)),
  truncate: (bytes, dice) => bytes.subarray(0, dice.whole(0, bytes.length)),
  append: (bytes, dice) => Buffer.concat([bytes, noise(dice, dice.whole(1, 4 * BLOCK))]),
};
