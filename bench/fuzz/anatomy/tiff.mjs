const ENTRY = 12;
/** Directories that are followed: damaged files can have them in circles. */
const MOST = 16;

/** A TIFF's directory entries, and every number in them; the rest is data that they point to. */
export function anatomyOfTiff(bytes) {
  const little = bytes[0] === 0x49;
  const pieces = [];
  const fields = [{ name: 'header.first', at: 4, size: 4, little }];
  const read = (at, size) => (little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size));
  let at = bytes.length >= 8 ? read(4, 4) : bytes.length;
  for (let nth = 0; nth < MOST && at + 2 <= bytes.length; nth++) {
    const count = read(at, 2);
    fields.push({ name: `directory ${nth}.count`, at, size: 2, little });
    let entry = at + 2;
    for (let i = 0; i < count && entry + ENTRY <= bytes.length; i++, entry += ENTRY) {
      const name = `tag ${read(entry, 2)}`;
      pieces.push({ name, start: entry, end: entry + ENTRY });
      fields.push(
        { name: `${name}.tag`, at: entry, size: 2, little },
        { name: `${name}.type`, at: entry + 2, size: 2, little },
        { name: `${name}.count`, at: entry + 4, size: 4, little },
        { name: `${name}.value`, at: entry + 8, size: 4, little },
      );
    }
    if (entry + 4 > bytes.length) break;
    fields.push({ name: `directory ${nth}.next`, at: entry, size: 4, little });
    at = read(entry, 4);
    if (at === 0) break;
  }
  return { pieces, fields };
}
