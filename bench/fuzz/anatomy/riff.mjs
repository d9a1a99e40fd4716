const HEAD = 8;
const FORM = 12;

/** Numbers inside a WebP's chunks, by the chunk's name: `[name, offset in its data, bytes]`. */
const INSIDE = {
  VP8X: [
    ['flags', 0, 1],
    ['width', 4, 3],
    ['height', 7, 3],
  ],
  ANMF: ['x', 'y', 'width', 'height', 'duration'].map((name, i) => [name, 3 * i, 3]),
  ANIM: [['loops', 4, 2]],
  'VP8 ': [
    ['tag', 0, 3],
    ['width', 6, 2],
    ['height', 8, 2],
  ],
  VP8L: [['size', 1, 4]],
  ALPH: [['flags', 0, 1]],
};

/** A WebP's chunks, a frame's own ones not told apart, and their numbers. */
export function anatomyOfWebp(bytes) {
  const pieces = [{ name: 'form', start: 0, end: Math.min(FORM, bytes.length) }];
  const fields = [{ name: 'form.length', at: 4, size: 4, little: true }];
  for (let at = FORM; at + HEAD <= bytes.length;) {
    const name = bytes.latin1Slice(at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + HEAD + length + (length % 2);
    fields.push({ name: `${name}.length`, at: at + 4, size: 4, little: true });
    for (const [field, offset, size] of INSIDE[name] ?? [])
      fields.push({ name: `${name}.${field}`, at: at + HEAD + offset, size, little: true });
    if (end > bytes.length) break;
    pieces.push({ name, start: at, end });
    at = end;
  }
  return { pieces, fields };
}
