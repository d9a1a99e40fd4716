import { expect, test } from '@jest/globals';
import { Archive } from './archive.js';
import { zipFile } from './test/zip-file.js';

const text = async (archive: Archive, name: string): Promise<string> =>
  Buffer.from(await archive.read(name)).toString('utf8');

test('files are read by their names, folders left out, packed or not', async () => {
  for (const level of [0, 9]) {
    const archive = await Archive.open(
      await zipFile({ 'a.txt': 'one', 'b/': '', 'b/c.txt': 'dos '.repeat(99) }, level),
    );
    expect(archive.names).toEqual(['a.txt', 'b/c.txt']);
    expect(await text(archive, 'a.txt')).toBe('one');
    expect(await text(archive, 'b/c.txt')).toBe('dos '.repeat(99));
  }
});

test('a file that is not there is told by its name', async () => {
  const archive = await Archive.open(await zipFile({ 'a.txt': 'one' }));
  await expect(archive.read('b.txt')).rejects.toThrow('damaged or incomplete (b.txt)');
});

test.each([0, 9])('bytes that have changed are noticed by their checksum (level %i)', async (level) => {
  const content = 'something that is long enough to be packed, long enough to be packed';
  const bytes = await zipFile({ 'a.txt': content, 'b.txt': 'whole' }, level);
  const header = new DataView(bytes.buffer);
  const start = 30 + header.getUint16(26, true) + header.getUint16(28, true);
  bytes[start + 8]! ^= 1;
  const archive = await Archive.open(bytes);
  await expect(archive.read('a.txt')).rejects.toThrow('damaged or incomplete (a.txt)');
  expect(await text(archive, 'b.txt')).toBe('whole');
});

test('an archive that is cut short is damaged', async () => {
  const bytes = await zipFile({ 'a.txt': 'one' });
  await expect(Archive.open(bytes.subarray(0, -10))).rejects.toThrow('damaged or incomplete (zip)');
});
