import { crc32 } from 'node:zlib';
import { CodedError } from '#contract';
import { ByteSource } from './byte-source.js';
import { readDescriptor } from './descriptor.js';
import { inflated, stored, storedUntilDescribed } from './entry-data.js';
import { readEntryHeader, type EntryHeader, type Sums } from './entry-header.js';

/** A file in a zip. */
export interface ZipEntry {
  /** With its folders. */
  name: string;
  /** Its bytes; to be read before the next entry is asked for, and what is not read is passed over. */
  content: AsyncGenerator<Buffer>;
}

/** What a zip may use up. */
export interface ZipBudget {
  /** Called with the bytes of each piece as it is inflated, also of what nobody reads; throws when it is too much. */
  spend: (bytes: number) => void;
  /** Most entries, folders included. */
  entries: number;
}

/** The signatures that things in a zip begin with. */
const ENTRY = 0x04034b50;
const LISTED = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;

/** Whether a file of this beginning is meant as a zip, be it an empty one. */
export function looksLikeZip(head: Buffer): boolean {
  const signature = head.length < 4 ? 0 : head.readUInt32LE(0);
  return signature === ENTRY || signature === END;
}

/**
 * The files of a zip as it comes in, without waiting for its end. What it says of itself at the end is read, too: a zip
 * that has none was cut off.
 * @throws CodedError `archive_unreadable`: no zip, damaged, cut off, or encrypted; `batch_too_large`: too many entries
 */
export async function* readZip(pieces: AsyncIterable<Buffer>, { spend, entries }: ZipBudget): AsyncGenerator<ZipEntry> {
  const source = new ByteSource(pieces);
  for (let count = 0; ; count++) {
    const signature = (await source.exactly(4)).readUInt32LE(0);
    if (signature !== ENTRY) return readDirectory(source, signature, count);
    if (count === entries) throw new CodedError('batch_too_large');
    const header = await readEntryHeader(source);
    const content = contentOf(source, header, spend);
    yield { name: header.name, content };
    await passOver(content);
  }
}

/** The data of an entry, which must come to what the zip says of it. */
async function* contentOf(
  source: ByteSource,
  { isDeflated, promised }: EntryHeader,
  spend: ZipBudget['spend'],
): AsyncGenerator<Buffer> {
  const sums: Sums = { crc: 0, size: 0, packed: 0 };
  const data = isDeflated
    ? inflated(source, sums)
    : promised
      ? stored(source, promised.packed)
      : storedUntilDescribed(source, sums);
  for await (const piece of data) {
    spend(piece.length);
    sums.crc = crc32(piece, sums.crc);
    sums.size += piece.length;
    if (!isDeflated) sums.packed = sums.size;
    yield piece;
  }
  if (!promised) return readDescriptor(source, sums);
  const { crc, size, packed } = promised;
  if (crc !== sums.crc || size !== sums.size || packed !== sums.packed) throw new CodedError('archive_unreadable');
}

/** Reads the list of the files, which says nothing new, up to the zip's end. */
async function readDirectory(source: ByteSource, first: number, entries: number): Promise<void> {
  let listed = 0;
  for (let signature = first; signature !== END; signature = (await source.exactly(4)).readUInt32LE(0)) {
    if (signature === LISTED && listed++ < entries) {
      const fixed = await source.exactly(42);
      await source.exactly(fixed.readUInt16LE(24) + fixed.readUInt16LE(26) + fixed.readUInt16LE(28));
    } else if (signature === END_64) {
      const size = Number((await source.exactly(8)).readBigUInt64LE(0));
      await passOver(stored(source, size));
    } else if (signature === END_64_LOCATOR) await source.exactly(16);
    else throw new CodedError('archive_unreadable');
  }
  const end = await source.exactly(18);
  await source.exactly(end.readUInt16LE(16));
  await source.drain();
}

async function passOver(bytes: AsyncGenerator<Buffer>): Promise<void> {
  while (!(await bytes.next()).done);
}
