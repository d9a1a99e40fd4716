/** Numbers at which programs go wrong, for a field of so many bytes. */
export function interesting(size, length) {
  const top = 2 ** (8 * size);
  const bounds = [0, 1, 2, 3, 4, 7, 8, 16, 100, 1_000, 5_000, 16_383, 16_384, 65_500, 1_000_000];
  const edges = [top - 1, top - 2, top / 2, top / 2 - 1, top / 2 + 1, top / 4, top / 256];
  return [...bounds, ...edges, length, length - 1, length + 1, 2 * length].filter((value) => value >= 0 && value < top);
}

/** Writes a whole number over a field of a file. */
export function writeField(bytes, { at, size, little }, value) {
  if (little) bytes.writeUIntLE(value, at, size);
  else bytes.writeUIntBE(value, at, size);
}

export const readField = (bytes, { at, size, little }) =>
  little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);

/** Bytes of chance. */
export const noise = (dice, length) => Buffer.from(Array.from({ length }, () => dice.whole(0, 255)));
