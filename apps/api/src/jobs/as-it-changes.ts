import type { Listening } from '#platform';
import { Inbox } from './inbox.js';
import { readAgain } from './read-again.js';

/** Something that is read once, and heard of from then on. */
export interface Changing<T, Change> {
  /** It as it is now; null if there is none. */
  read: () => Promise<T | null>;
  listen: (listener: (change: Change | 'gap') => void) => Listening;
  /** It after a change; null when it was erased. */
  apply: (thing: T, change: Change) => T | null;
}

/** Something after a change, and whether nothing newer is known of it yet. */
export interface Now<T> {
  thing: T;
  isLatest: boolean;
}

/**
 * Something as it is, and then after every change, until it is erased.
 * @param signal ends it early, without an error; to be aborted in any case, for the listening ends with it at the latest
 * @returns nothing at all where there is none
 */
export async function* asItChanges<T extends object, Change>(
  { read, listen, apply }: Changing<T, Change>,
  signal: AbortSignal,
): AsyncGenerator<Now<T>> {
  const first: T | null = await read();
  if (!first) return;
  yield { thing: first, isLatest: true };
  let thing: T = first;
  const inbox = new Inbox<Change | 'gap'>(signal);
  let nothingMissed = false;
  const { begun, stop } = listen((change) => {
    nothingMissed ||= change === 'gap';
    // What is heard before all is read again may lack what came before it.
    if (nothingMissed) inbox.put(change);
  });
  // What changed between the reading and the listening was missed.
  begun.then(
    () => {
      nothingMissed = true;
      inbox.put('gap');
    },
    () => undefined, // The connection went; when it is back, everybody is told of a gap.
  );
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const change of inbox.read()) {
      const next: T | null | undefined = change === 'gap' ? await readAgain(read, signal) : apply(thing, change);
      if (!next) return;
      thing = next;
      yield { thing, isLatest: inbox.isEmpty };
    }
  } finally {
    stop();
    signal.removeEventListener('abort', stop);
  }
}
