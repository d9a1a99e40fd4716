import { CodedError } from '#contract';
import type { ByteSource } from './byte-source.js';
import type { Sums } from './entry-header.js';

/** What most descriptors begin with. */
export const DESCRIPTOR = Buffer.from('PK\x07\x08', 'latin1');

/** Bytes of a descriptor with its signature: the sizes may have four bytes each, or eight. */
const SHORT = 16;
export const LONGEST_DESCRIPTOR = 24;

/** Whether bytes, from a descriptor's signature on, may be one of stored data of this size: cheaper than all its sums. */
export const tellsSize = (bytes: Buffer, size: number): boolean =>
  bytes.length >= SHORT && bytes.readUInt32LE(8) === size % 2 ** 32;

/** Whether bytes, from a descriptor's signature on, tell these sums. */
export const isDescriptor = (bytes: Buffer, sums: Sums): boolean => lengthOf(bytes, sums) !== null;

/**
 * Reads what a zip says of an entry after its data.
 * @throws CodedError `archive_unreadable` where the data is not what it says
 */
export async function readDescriptor(source: ByteSource, sums: Sums): Promise<void> {
  let bytes = await source.exactly(DESCRIPTOR.length);
  // The signature may be left out.
  const head = bytes.equals(DESCRIPTOR) ? bytes : Buffer.concat([DESCRIPTOR, bytes]);
  bytes = Buffer.concat([head, await source.exactly(SHORT - head.length)]);
  if (lengthOf(bytes, sums) === SHORT) return;
  bytes = Buffer.concat([bytes, await source.exactly(LONGEST_DESCRIPTOR - SHORT)]);
  if (lengthOf(bytes, sums) !== LONGEST_DESCRIPTOR) throw new CodedError('archive_unreadable');
}

function lengthOf(bytes: Buffer, { crc, packed, size }: Sums): number | null {
  if (bytes.length < SHORT || bytes.readUInt32LE(4) !== crc) return null;
  if (bytes.readUInt32LE(8) === packed && bytes.readUInt32LE(12) === size) return SHORT;
  if (bytes.length < LONGEST_DESCRIPTOR) return null;
  const sizes = [bytes.readBigUInt64LE(8), bytes.readBigUInt64LE(16)];
  return sizes[0] === BigInt(packed) && sizes[1] === BigInt(size) ? LONGEST_DESCRIPTOR : null;
}
