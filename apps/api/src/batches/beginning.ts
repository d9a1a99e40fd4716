/** Bytes of a beginning that are enough to know a zip by. */
const ENOUGH = 4;

/**
 * The first bytes of what comes in pieces, a few at least unless there are no more, and all of it still to be read.
 */
export async function beginningOf(
  pieces: AsyncIterable<Buffer>,
): Promise<{ head: Buffer; whole: AsyncGenerator<Buffer> }> {
  const rest = pieces[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < ENOUGH) {
    const next = await rest.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, whole: whole(head, rest) };
}

async function* whole(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
