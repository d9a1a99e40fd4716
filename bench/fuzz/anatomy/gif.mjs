const HEADER = 13;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const tableBytes = (flags) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** A GIF's blocks, and the sizes of its screen and its frames. */
export function anatomyOfGif(bytes) {
  const screen = [6, 8].map((at, i) => ({ name: `screen.${i ? 'height' : 'width'}`, at, size: 2, little: true }));
  const fields = [...screen, { name: 'screen.flags', at: 10, size: 1 }];
  const pieces = [];
  let at = Math.min(bytes.length, HEADER + tableBytes(bytes[10] ?? 0));
  pieces.push({ name: 'header', start: 0, end: at });
  while (at < bytes.length) {
    const start = at;
    const kind = bytes[at];
    if (kind === EXTENSION) at = endOfBlocks(bytes, at + 2);
    else if (kind === IMAGE && at + 11 < bytes.length) {
      const places = ['left', 'top', 'width', 'height'];
      fields.push(
        ...places.map((name, i) => ({ name: `frame.${name}`, at: start + 1 + 2 * i, size: 2, little: true })),
      );
      const code = at + 10 + tableBytes(bytes[at + 9]);
      fields.push({ name: 'frame.flags', at: at + 9, size: 1 }, { name: 'frame.code', at: code, size: 1 });
      at = endOfBlocks(bytes, code + 1);
    } else if (kind === TRAILER) at++;
    else break;
    at = Math.min(at, bytes.length);
    pieces.push({ name: { [EXTENSION]: 'extension', [IMAGE]: 'frame' }[kind] ?? 'trailer', start, end: at });
  }
  return { pieces, fields };
}

/** Behind a row of blocks, each with its length before it, that an empty one ends. */
function endOfBlocks(bytes, from) {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at];
  return at + 1;
}
