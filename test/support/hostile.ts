import { crc32, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { digitPng } from './digits.js';

/** A picture that was not made to be read, and what may be answered: `read` is a prediction, or that it is blank. */
export interface Hostile {
  what: string;
  upload: Buffer;
  answers: readonly (
    'read' | 'unsupported_image' | 'heic_unsupported' | 'undecodable_image' | 'image_too_large' | 'image_too_complex'
  )[];
}

const MEGA = 1_000_000;
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

function chunk(name: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([latin(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** @param kind bit depth, colour type, compression, filtering, interlacing */
function png(width: number, height: number, kind: number[], bytes: number, ...more: Buffer[]): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(bytes)));
  const head = chunk('IHDR', Buffer.concat([size, Buffer.from(kind)]));
  return Buffer.concat([latin('\x89PNG\r\n\x1a\n'), head, ...more, pixels, chunk('IEND')]);
}

/** Packed text that would take a gigabyte to unpack. */
function packedTexts(): Buffer {
  const text = chunk('zTXt', Buffer.concat([latin('a\0\0'), deflateSync(Buffer.alloc(7 * MEGA))]));
  return png(9, 9, [8, 0, 0, 0, 0], 90, ...Array<Buffer>(150).fill(text));
}

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}

/** Frames of one pixel, as many as make some megabytes. */
function manyFrames(): Buffer {
  const frame = latin('\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0');
  const head = latin('GIF89a\x09\0\x09\0\x80\0\0\0\0\0\xff\xff\xff');
  return Buffer.concat([head, ...Array<Buffer>(200_000).fill(frame), latin(';')]);
}

/** Hostile pictures of every kind, and odd ones that are right all the same. */
export async function hostilePictures(): Promise<Hostile[]> {
  const digit = await digitPng(5);
  const large = sharp(digit).resize(400);
  const jpeg = await large.clone().jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const kinds = await Promise.all(
    (['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const).map(async (kind) => ({
      kind,
      upload: await large.clone().toFormat(kind).toBuffer(),
    })),
  );
  const list: (readonly [string, Buffer, ...Hostile['answers'][number][]])[] = [
    ...kinds.flatMap(({ kind, upload }) => [
      [`${kind}, whole`, upload, 'read'] as const,
      [`${kind}, cut short`, upload.subarray(0, Math.floor(upload.length * 0.6)), 'undecodable_image'] as const,
      [`${kind}, only its head`, upload.subarray(0, 40), 'undecodable_image'] as const,
      [
        `${kind}, overwritten`,
        changed(upload, (copy) => copy.fill(0xa5, 40)),
        'undecodable_image',
        'image_too_large',
        'unsupported_image',
      ] as const,
    ]),
    ['png, pixel', png(1, 1, [1, 0, 0, 0, 0], 2), 'read'],
    ['png, line', png(1, 9_000, [8, 6, 0, 0, 0], 5 * 9_000), 'read'],
    ['png, large', png(5_000, 5_000, [8, 0, 0, 0, 0], 5_001 * 5_000), 'read'],
    ['png, packed texts', packedTexts(), 'read'],
    ['png, bomb', png(60_000, 60_000, [8, 0, 0, 0, 0], MEGA), 'image_too_large'],
    ['png, impossible depth', png(9, 9, [3, 0, 0, 0, 0], 90), 'undecodable_image'],
    ['png, wrong checksum', changed(digit, (copy) => (copy[copy.length - 20]! ^= 1)), 'undecodable_image'],
    ['png, no end', digit.subarray(0, -12), 'undecodable_image'],
    ['png, and a script', Buffer.concat([digit, latin('<script>alert(1)</script>')]), 'read'],
    ['jpeg, bomb', changed(jpeg, (copy) => copy.fill(0xff, frame + 5, frame + 9)), 'image_too_large'],
    ['jpeg, 12 bits', changed(jpeg, (copy) => (copy[frame + 4] = 12)), 'unsupported_image'],
    ['jpeg, no size', changed(jpeg, (copy) => copy.fill(0, frame + 5, frame + 9)), 'undecodable_image'],
    ['jpeg, two of them', Buffer.concat([jpeg, jpeg]), 'read'],
    [
      'jpeg, progressive and large',
      await sharp({ create: { width: 5_000, height: 5_000, channels: 3, background: '#fff' } })
        .jpeg({ progressive: true })
        .toBuffer(),
      'read',
    ],
    ['gif, many frames', manyFrames(), 'read'],
    ['gif, bomb', changed(manyFrames().subarray(0, 60), (copy) => copy.fill(0xff, 6, 10)), 'image_too_large'],
    ['tiff, a page after itself', latin('II*\0\x08\0\0\0\0\0\x08\0\0\0'), 'undecodable_image'],
    [
      'avif, bomb',
      changed(kinds[5]!.upload, (copy) => copy.fill(0xff, copy.indexOf('ispe') + 8, copy.indexOf('ispe') + 16)),
      'image_too_large',
    ],
    [
      'avif, large',
      await sharp({ create: { width: 4_000, height: 4_000, channels: 3, background: '#fff' } })
        .avif({ effort: 0 })
        .toBuffer(),
      'read',
      'image_too_complex',
    ],
    ['heic', latin('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'heic_unsupported'],
    [
      'svg',
      latin('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
      'unsupported_image',
    ],
    ['pdf', latin('%PDF-1.7'), 'unsupported_image'],
    ['packed svg', gzipSync('<svg/>'), 'unsupported_image'],
    ['video', latin('\0\0\0\x18ftypisom\0\0\0\0mp42isom'), 'unsupported_image'],
    ['png that is a jpeg', Buffer.concat([digit.subarray(0, 8), jpeg]), 'undecodable_image'],
    ['jpeg that is a png', Buffer.concat([jpeg.subarray(0, 3), digit]), 'undecodable_image'],
  ];
  return list.map(([what, upload, ...answers]) => ({ what, upload, answers }));
}
