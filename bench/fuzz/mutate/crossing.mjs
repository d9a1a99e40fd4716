/** Bytes of a head by which a kind is known. */
const HEAD = 32;

/** Ways of making one file of two; each takes a file, another and the dice. */
export const CROSSING = {
  splice: (bytes, other, dice) =>
    Buffer.concat([bytes.subarray(0, dice.whole(0, bytes.length)), other.subarray(dice.whole(0, other.length))]),
  headOf: (bytes, other, dice) => {
    const length = dice.pick([4, 8, 12, HEAD]);
    return Buffer.concat([other.subarray(0, length), bytes.subarray(length)]);
  },
  behind: (bytes, other) => Buffer.concat([bytes, other]),
  inFront: (bytes, other, dice) => Buffer.concat([other.subarray(0, dice.pick([4, HEAD, other.length])), bytes]),
  inside: (bytes, other, dice) => {
    const at = dice.whole(0, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at)]);
  },
};
