const SHORT = 3;
const LONG = 4;

/** A drawing as a big-endian TIFF, one uncompressed strip of grey. */
export function makeBigEndianTiff({ width, height, pixels }) {
  const entries = [
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, 8],
    [259, SHORT, 1],
    [262, SHORT, 1],
    [273, LONG, 8],
    [277, SHORT, 1],
    [278, LONG, height],
    [279, LONG, pixels.length],
  ];
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16BE(entries.length);
  entries.forEach(([tag, type, value], i) => {
    const at = 2 + 12 * i;
    directory.writeUInt16BE(tag, at);
    directory.writeUInt16BE(type, at + 2);
    directory.writeUInt32BE(1, at + 4);
    if (type === SHORT) directory.writeUInt16BE(value, at + 8);
    else directory.writeUInt32BE(value, at + 8);
  });
  const head = Buffer.from('MM\0*\0\0\0\0', 'latin1');
  head.writeUInt32BE(head.length + pixels.length, 4);
  return Buffer.concat([head, pixels, directory]);
}
