import { beforeAll, expect, test } from '@jest/globals';
import { Dice } from '../../soak/dice.mjs';
import { readField } from '../mutate/numbers.mjs';
import { seedPictures } from '../pictures/seeds.mjs';
import { zipOf } from '../requests/archives.mjs';
import { anatomyOf } from './anatomy.mjs';
import { chunksOf, sealPng } from './png.mjs';

interface File {
  name: string;
  kind: string;
  bytes: Buffer;
}
interface Piece {
  name: string;
  start: number;
  end: number;
}
interface Field {
  name: string;
  at: number;
  size: number;
}

let files: File[];

beforeAll(async () => {
  const pictures: File[] = await seedPictures();
  files = [
    ...pictures,
    { name: 'zip', kind: 'zip', bytes: zipOf({ 'a.png': pictures[0]!.bytes, 'b.png': Buffer.of(1) }) },
  ];
}, 30_000);

const named = (name: string): File => files.find((file) => file.name === name)!;

test('pieces lie one behind the other; those of all but TIFFs are the whole file', () => {
  for (const { kind, bytes } of files) {
    const { pieces }: { pieces: Piece[] } = anatomyOf(kind, bytes);
    const order = pieces.flatMap(({ start, end }) => [start, end]);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const length = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
    if (kind === 'tiff') expect(length % 12).toBe(0);
    else expect(length).toBe(bytes.length);
  }
});

test.each([
  ['png 2/8', 'IHDR.width', 'IHDR.height'],
  ['jpeg baseline', 'c0.width', 'c0.height'],
  ['jpeg progressive', 'c2.width', 'c2.height'],
  ['gif still', 'screen.width', 'screen.height'],
  ['webp lossy', 'VP8 .width', 'VP8 .height'],
  ['tiff plain', 'tag 256.value', 'tag 257.value'],
  ['tiff big-endian', 'tag 256.value', 'tag 257.value'],
  ['avif lossy', 'ispe+4', 'ispe+8'],
])('%s: the sizes are found', (name, width, height) => {
  const { kind, bytes } = named(name);
  const { fields }: { fields: Field[] } = anatomyOf(kind, bytes);
  const read = (field: string) => fields.filter((each) => each.name === field).map((each) => readField(bytes, each));
  expect(read(width)).toContain(90);
  expect(read(height)).toContain(84);
});

test('a zip’s headers are found, with the number of its entries', () => {
  const { kind, bytes } = named('zip');
  const { pieces, fields }: { pieces: Piece[]; fields: Field[] } = anatomyOf(kind, bytes);
  expect(pieces.map(({ name }) => name).filter((name) => name !== 'data')).toEqual([
    'local',
    'local',
    'central',
    'central',
    'end',
  ]);
  expect(
    readField(
      bytes,
      fields.find(({ name }) => name === 'end+10')!,
    ),
  ).toBe(2);
});

test('whatever is made of a file, no field lies outside it, and looking ends', () => {
  const dice = new Dice(7, 0);
  for (const { kind, bytes } of files) {
    for (let i = 0; i < 50; i++) {
      const hurt = Buffer.from(bytes.subarray(0, dice.whole(0, bytes.length)));
      for (let n = 0; n < 8 && hurt.length > 0; n++) hurt[dice.whole(0, hurt.length - 1)] = dice.whole(0, 255);
      const { pieces, fields }: { pieces: Piece[]; fields: Field[] } = anatomyOf(kind, hurt);
      expect(fields.every(({ at, size }) => at + size <= hurt.length)).toBe(true);
      expect(pieces.every(({ start, end }) => start <= end && end <= hurt.length)).toBe(true);
    }
  }
});

test('a sealed PNG has sums that fit, and is else as it was', () => {
  const { bytes } = named('png 2/8');
  expect(sealPng(bytes).equals(bytes)).toBe(true);
  const hurt = Buffer.from(bytes);
  const [header]: Piece[] = [...chunksOf(hurt)];
  hurt[header!.start + 8 + 3]! ^= 1;
  const sealed = sealPng(hurt);
  expect(sealed.equals(hurt)).toBe(false);
  expect(sealed.subarray(header!.end - 4, header!.end).equals(hurt.subarray(header!.end - 4, header!.end))).toBe(false);
  expect(sealed.subarray(header!.end).equals(hurt.subarray(header!.end))).toBe(true);
});
