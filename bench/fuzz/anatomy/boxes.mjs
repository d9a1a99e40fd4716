const HEAD = 8;
/** Boxes that hold boxes, and the bytes between their head and the first of these. */
const CONTAINERS = { meta: 4, iprp: 0, ipco: 0, iinf: 6, moov: 0, trak: 0 };
/** Boxes of which every pair of bytes may be a number. */
const NUMBERS = /^(iloc|ipma|ispe|av1C|pixi|pitm|irot|imir|infe|dimg|colr|hdlr)$/;
/** Bytes of a box that are numbers, at most. */
const MOST = 64;

/** The boxes of an ISO media file, containers' heads by themselves, and the numbers in them. */
export function anatomyOfBoxes(bytes) {
  const pieces = [];
  const fields = [];
  let at = 0;
  while (at + HEAD <= bytes.length) {
    const name = bytes.latin1Slice(at + 4, at + HEAD);
    const length = bytes.readUInt32BE(at);
    fields.push({ name: `${name}.length`, at, size: 4 });
    const inside = CONTAINERS[name];
    const end = inside === undefined ? at + length : at + HEAD + inside;
    if (length < HEAD || end > bytes.length) break;
    if (NUMBERS.test(name)) fields.push(...numbersOf(name, at + HEAD, Math.min(end, at + HEAD + MOST)));
    pieces.push({ name, start: at, end });
    at = end;
  }
  return { pieces, fields };
}

function numbersOf(name, from, to) {
  const fields = [];
  for (let at = from; at + 4 <= to; at += 2) fields.push({ name: `${name}+${at - from}`, at, size: at % 4 ? 2 : 4 });
  return fields;
}
