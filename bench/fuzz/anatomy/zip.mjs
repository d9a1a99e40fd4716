/** What each signature begins, how long it is without its names, and where the lengths of these are. */
const KINDS = {
  0x04034b50: { name: 'local', head: 30, lengths: [26, 28] },
  0x02014b50: { name: 'central', head: 46, lengths: [28, 30, 32] },
  0x06054b50: { name: 'end', head: 22, lengths: [20] },
  0x08074b50: { name: 'descriptor', head: 16, lengths: [] },
};

/** Where in a head there are numbers of four bytes; all others have two. */
const LONG = { local: [0, 14, 18, 22], central: [0, 16, 20, 24, 38, 42], end: [0, 12, 16], descriptor: [0, 4, 8, 12] };

/** A zip's headers and what lies between them, and every number in the headers. */
export function anatomyOfZip(bytes) {
  const pieces = [];
  const fields = [];
  let dataFrom = 0;
  for (let at = 0; at + 4 <= bytes.length;) {
    const kind = KINDS[bytes.readUInt32LE(at)];
    if (!kind || at + kind.head > bytes.length) {
      at++;
      continue;
    }
    if (at > dataFrom) pieces.push({ name: 'data', start: dataFrom, end: at });
    const names = kind.lengths.reduce((sum, offset) => sum + bytes.readUInt16LE(at + offset), 0);
    const end = Math.min(bytes.length, at + kind.head + names);
    pieces.push({ name: kind.name, start: at, end });
    for (let offset = 0; offset < kind.head;) {
      const size = LONG[kind.name].includes(offset) ? 4 : 2;
      fields.push({ name: `${kind.name}+${offset}`, at: at + offset, size, little: true });
      offset += size;
    }
    at = dataFrom = end;
  }
  return { pieces, fields };
}
