import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** Values of an IDX file and the sizes of its dimensions, the first one outermost. */
export interface Idx {
  shape: number[];
  values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads MNIST's own format: two zero bytes, the type of the values, the number of dimensions,
 * each dimension's size (32 bits, big endian), the values.
 * @throws Error when the bytes are something else, or fewer or more than the sizes say
 */
export function parseIdx(bytes: Uint8Array): Idx {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0 || view.getUint8(2) !== UNSIGNED_BYTE) {
    throw new Error('Not an IDX file of unsigned bytes');
  }
  const dimensions = view.getUint8(3);
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) throw new Error('The IDX file ends within its header');
  const shape = Array.from({ length: dimensions }, (_, dimension) => view.getUint32(4 + 4 * dimension));
  const values = bytes.subarray(header);
  const expected = shape.reduce((product, size) => product * size, 1);
  if (values.length !== expected) throw new Error(`The IDX file holds ${values.length} values instead of ${expected}`);
  return { shape, values };
}

/** Reads an IDX file, gzipped or plain. */
export async function readIdx(file: string): Promise<Idx> {
  const bytes = await readFile(file);
  return parseIdx(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}
