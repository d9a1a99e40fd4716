import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readZip, type ZipBudget } from '../src/batches/zip/read-zip.js';
import { inPieces, WAYS, zipOf, type Files } from './zips.js';

const plenty: ZipBudget = { spend: () => undefined, entries: 1_000 };

/** The files of a zip; as texts, which are compared faster than bytes. */
async function unzip(zip: Buffer, { piece = 64_000, budget = plenty } = {}): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, content } of readZip(inPieces(zip, piece), budget)) {
    const pieces: Buffer[] = [];
    for await (const each of content) pieces.push(each);
    files[name] = Buffer.concat(pieces).toString('latin1');
  }
  return files;
}

const refused = { code: 'archive_unreadable' };
const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value));

const texts = (files: Files): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('latin1')]));

const FILES: Files = {
  'uno.png': text('one'),
  'fotos/dos/ñandú 7.png': text('two'.repeat(30_000)),
  'empty.png': text(''),
  'noise.png': new Uint8Array(randomBytes(70_000)),
  // What a reader that looks for signatures would fall over.
  'zip.png': new Uint8Array(zipOf({ a: text('PK\x07\x08PK\x03\x04') }, 'stored, described after')),
};

const FEW: Files = {
  ...FILES,
  'fotos/dos/ñandú 7.png': text('two'.repeat(30)),
  'noise.png': FILES['noise.png']!.subarray(0, 700),
};

describe.each(WAYS)('files %s', (way) => {
  test.each([[61], [4_096], [10_000_000]])('that come in pieces of %d bytes', async (piece) => {
    expect(await unzip(zipOf(FILES, way), { piece })).toEqual(texts(FILES));
  });

  test.each([[1], [7]])('few, that come in pieces of %d bytes', async (piece) => {
    expect(await unzip(zipOf(FEW, way), { piece })).toEqual(texts(FEW));
  });

  test('cut off anywhere, they are no zip', async () => {
    const zip = zipOf({ 'a.png': text('abc'.repeat(50)), 'b.png': text('b') }, way);
    for (let length = 0; length < zip.length; length++) {
      await expect(unzip(zip.subarray(0, length))).rejects.toMatchObject(refused);
    }
  });

  test('with another byte in them, they are damaged', async () => {
    const zip = zipOf({ 'a.png': text('abc'.repeat(50)) }, way);
    const data = 30 + 'a.png'.length;
    const damaged = Buffer.from(zip);
    damaged[data + 1]! ^= 0x10;
    await expect(unzip(damaged)).rejects.toMatchObject(refused);
  });

  test('what is passed over is not in the way', async () => {
    const names = [];
    for await (const { name } of readZip(inPieces(zipOf(FILES, way), 1_000), plenty)) names.push(name);
    expect(names).toEqual(Object.keys(FILES));
  });
});

test('a zip without files is empty, with a comment too', async () => {
  const empty = zipOf({});
  expect(await unzip(empty)).toEqual({});
  empty.writeUInt16LE(5, 20);
  expect(await unzip(Buffer.concat([empty, Buffer.from('hello')]))).toEqual({});
});

test('names that are not UTF-8 are read as they can be', async () => {
  const zip = zipOf({ 'a_o.png': text('x') });
  for (let at = zip.indexOf('a_o'); at >= 0; at = zip.indexOf('a_o')) zip[at + 1] = 0xf1;
  expect(Object.keys(await unzip(zip))).toEqual(['año.png']);
});

test.each([
  ['encrypted', (zip: Buffer) => zip.writeUInt16LE(zip.readUInt16LE(6) | 1, 6)],
  ['packed in an unusual way', (zip: Buffer) => zip.writeUInt16LE(12, 8)],
  ['of another size than it says', (zip: Buffer) => zip.writeUInt32LE(zip.readUInt32LE(22) + 1, 22)],
  ['followed by something else', (zip: Buffer) => zip.writeUInt32LE(1, zip.indexOf('PK\x01\x02', 0, 'latin1'))],
])('what is %s cannot be read', async (_how, spoil) => {
  const zip = zipOf({ 'a.png': text('abc') });
  spoil(zip);
  await expect(unzip(zip)).rejects.toMatchObject(refused);
});

test('sizes may be in a zip64 field', async () => {
  const data = Buffer.from('abc');
  const plain = zipOf({ 'a.png': text('abc') }, 'stored');
  const head = Buffer.from(plain.subarray(0, 30));
  head.writeUInt32LE(0xffffffff, 18);
  head.writeUInt32LE(0xffffffff, 22);
  head.writeUInt16LE(20, 28);
  const field = Buffer.alloc(20);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(16, 2);
  field.writeBigUInt64LE(3n, 4);
  field.writeBigUInt64LE(3n, 12);
  const rest = plain.subarray(30 + 5 + data.length);
  const zip = Buffer.concat([head, Buffer.from('a.png'), field, data, rest]);
  expect(await unzip(zip)).toEqual({ 'a.png': 'abc' });
});

test('what a bomb holds is counted as it comes out, whether it is read or not', async () => {
  const bomb = zipOf({ 'a.png': new Uint8Array(50_000_000) });
  expect(bomb.length).toBeLessThan(60_000);
  const spent = { bytes: 0 };
  const spend = (bytes: number): void => {
    spent.bytes += bytes;
    if (spent.bytes > 1_000_000) throw new Error('enough');
  };
  const read = async (): Promise<void> => {
    const entries = readZip(inPieces(bomb, 64_000), { spend, entries: 1 });
    while (!(await entries.next()).done);
  };
  await expect(read()).rejects.toThrow('enough');
  expect(spent.bytes).toBeLessThan(1_100_000);
});

test('more entries than allowed are too many', async () => {
  const budget = { ...plenty, entries: 2 };
  await expect(unzip(zipOf({ a: text('1'), b: text('2') }), { budget })).resolves.toBeDefined();
  await expect(unzip(zipOf({ a: text('1'), b: text('2'), c: text('3') }), { budget })).rejects.toMatchObject({
    code: 'batch_too_large',
  });
});

test('half signatures in what is stored cost no more than other bytes', async () => {
  const files = { 'a.png': text('PK\x07\x08'.repeat(500_000)) };
  expect(await unzip(zipOf(files, 'stored, described after'))).toEqual(texts(files));
}, 30_000);
