import { createInflateRaw } from 'node:zlib';
import { CodedError } from '#contract';
import type { ByteSource } from './byte-source.js';
import { DESCRIPTOR, isDescriptor, LONGEST_DESCRIPTOR, tellsSize } from './descriptor.js';
import type { Sums } from './entry-header.js';

const NOTHING = Buffer.alloc(0);

/** Data as it lies in the zip. @param packed its bytes */
export async function* stored(source: ByteSource, packed: number): AsyncGenerator<Buffer> {
  for (let left = packed; left > 0;) {
    const piece = await source.some(left);
    if (!piece) throw new CodedError('archive_unreadable');
    left -= piece.length;
    yield piece;
  }
}

/**
 * Data as it lies in the zip, whose end only shows by what follows: a descriptor that fits all that came before.
 * @param sums of what has been yielded
 */
export async function* storedUntilDescribed(source: ByteSource, sums: Sums): AsyncGenerator<Buffer> {
  let held: Buffer = NOTHING;
  let from = 0;
  for (let ended = false; ;) {
    const at = held.indexOf(DESCRIPTOR, from);
    if (at >= 0 && (ended || held.length >= at + LONGEST_DESCRIPTOR)) {
      from = at + 1;
      if (!tellsSize(held.subarray(at), sums.size + at)) continue;
      yield held.subarray(0, at);
      held = held.subarray(at);
      from = 1;
      if (isDescriptor(held, sums)) return source.putBack(held);
      continue;
    }
    if (ended) throw new CodedError('archive_unreadable');
    // Before what may be a descriptor's beginning, all is data.
    const sure = at < 0 ? Math.max(0, held.length - DESCRIPTOR.length + 1) : at;
    if (sure > 0) yield held.subarray(0, sure);
    const piece = await source.some();
    held = Buffer.concat([held.subarray(sure), piece ?? NOTHING]);
    from = 0;
    ended = !piece;
  }
}

/**
 * Data that was deflated, inflated. Deflated data knows its own end; what was read beyond it is put back.
 * @param sums whose `packed` it counts
 */
export async function* inflated(source: ByteSource, sums: Sums): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw();
  let given = 0;
  let last: Buffer = NOTHING;
  const give = async (): Promise<void> => {
    for (let piece = await source.some(); piece; piece = await source.some()) {
      last = piece;
      given += piece.length;
      // Called with an error, too, of which the reader is told.
      await new Promise<void>((resolve) => inflater.write(last, () => resolve()));
      // What it has no use for comes after its end.
      if (inflater.destroyed || inflater.bytesWritten < given) return;
    }
    inflater.end();
  };
  const giving = give().catch((error: Error) => void inflater.destroy(error));
  try {
    yield* inflater as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('archive_unreadable', { cause: error });
  }
  await giving;
  sums.packed = inflater.bytesWritten;
  source.putBack(last.subarray(last.length - (given - sums.packed)));
}
