import { constants, crc32, deflateRawSync } from 'node:zlib';

const NAME = Buffer.from('a.png');
/** Bytes that are packed once and then repeated: packing all of them would take seconds. */
const BLOCK = Buffer.alloc(1_000_000);
const PACKED = deflateRawSync(BLOCK, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
const END = deflateRawSync(Buffer.alloc(0));

/** A zip of one entry that unpacks to so many million zeros. */
export function zipBomb(millions) {
  const data = Buffer.concat([...Array.from({ length: millions }, () => PACKED), END]);
  let sum = 0;
  for (let i = 0; i < millions; i++) sum = crc32(BLOCK, sum);
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(sum, 10);
  about.writeUInt32LE(data.length, 14);
  about.writeUInt32LE(BLOCK.length * millions, 18);
  about.writeUInt16LE(NAME.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, NAME, data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), about, Buffer.alloc(14), NAME]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
