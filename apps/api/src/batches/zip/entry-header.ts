import { CodedError } from '#contract';
import type { ByteSource } from './byte-source.js';

const ENCRYPTED = 1 << 0;
const DESCRIBED_AFTER = 1 << 3;

/** How the data of an entry lies in the zip. */
const STORED = 0;
const DEFLATED = 8;

/** In the place of a size that has not enough room there. */
const ELSEWHERE = 0xffffffff;
const ZIP64 = 1;

/** What a zip says of a file before the file's data. */
export interface EntryHeader {
  name: string;
  isDeflated: boolean;
  /** What the data must come to; null where the zip says so only after it. */
  promised: Sums | null;
}

/** What is known of data that has been read: the CRC of it, its size, and its size in the zip. */
export interface Sums {
  crc: number;
  size: number;
  packed: number;
}

/**
 * Reads an entry's header, from after its signature on.
 * @throws CodedError `archive_unreadable`, also for what is encrypted or packed in a way that few programs can read
 */
export async function readEntryHeader(source: ByteSource): Promise<EntryHeader> {
  const fixed = await source.exactly(26);
  const flags = fixed.readUInt16LE(2);
  const method = fixed.readUInt16LE(4);
  if (flags & ENCRYPTED || (method !== STORED && method !== DEFLATED)) throw new CodedError('archive_unreadable');
  const name = nameOf(await source.exactly(fixed.readUInt16LE(22)));
  const extra = await source.exactly(fixed.readUInt16LE(24));
  const sums = { crc: fixed.readUInt32LE(10), packed: fixed.readUInt32LE(14), size: fixed.readUInt32LE(18) };
  const promised = flags & DESCRIBED_AFTER ? null : { ...sums, ...largeSizes(sums, extra) };
  return { name, isDeflated: method === DEFLATED, promised };
}

/** Names are UTF-8 whether the zip says so or not, except where they cannot be. */
function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** The sizes of the zip64 field, those of them that the header refers to it. */
function largeSizes({ size, packed }: Sums, extra: Buffer): Partial<Sums> {
  const field = zip64In(extra);
  const sizes: Partial<Sums> = {};
  let at = 0;
  for (const [name, value] of Object.entries({ size, packed })) {
    if (value !== ELSEWHERE || field.length < at + 8) continue;
    sizes[name as 'size' | 'packed'] = Number(field.readBigUInt64LE(at));
    at += 8;
  }
  return sizes;
}

function zip64In(extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === ZIP64) return extra.subarray(at + 4, end);
  }
  return Buffer.alloc(0);
}
