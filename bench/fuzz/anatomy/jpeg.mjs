const SOI = 0xd8;
const SOS = 0xda;
const isFrame = (marker) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers that stand alone, without a length. */
const isBare = (marker) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);

/** A JPEG's segments, each scan's data by itself, and the numbers of the segments that say how to read it. */
export function anatomyOfJpeg(bytes) {
  const pieces = [];
  const fields = [];
  for (let at = 0; at + 2 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1];
    const name = marker === SOI ? 'SOI' : marker.toString(16);
    if (isBare(marker)) {
      pieces.push({ name, start: at, end: (at += 2) });
      continue;
    }
    if (at + 4 > bytes.length) break;
    const end = Math.min(at + 2 + bytes.readUInt16BE(at + 2), bytes.length);
    fields.push({ name: `${name}.length`, at: at + 2, size: 2 }, ...fieldsOf(marker, name, at + 4, end));
    pieces.push({ name, start: at, end });
    at = end;
    if (marker !== SOS) continue;
    const scanEnd = endOfScan(bytes, at);
    pieces.push({ name: 'scan', start: at, end: scanEnd });
    at = scanEnd;
  }
  return { pieces, fields };
}

function fieldsOf(marker, name, data, end) {
  if (isFrame(marker)) {
    const components = Array.from(
      { length: Math.max(0, Math.floor((end - data - 6) / 3)) },
      (_, i) => data + 6 + 3 * i,
    );
    return [
      { name: `${name}.precision`, at: data, size: 1 },
      { name: `${name}.height`, at: data + 1, size: 2 },
      { name: `${name}.width`, at: data + 3, size: 2 },
      { name: `${name}.components`, at: data + 5, size: 1 },
      ...components.map((at) => ({ name: `${name}.sampling`, at: at + 1, size: 1 })),
    ];
  }
  if (marker === 0xdd) return [{ name: 'restart interval', at: data, size: 2 }];
  // Which table it is, or how many components a scan has, and what comes right after.
  return [0, 1, 2].map((i) => ({ name: `${name}+${i}`, at: data + i, size: 1 }));
}

/** Where the next marker begins that is neither a restart nor an escaped 0xFF. */
function endOfScan(bytes, from) {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1];
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
