import { onScopeDispose, shallowRef } from 'vue';
import { CodedError, type ErrorCode, type Snapshot } from '#contract';
import { Busy, type Submission } from '../api/http.js';
import type { Picture } from '../pictures/picture.js';

/** Uploads at a time. */
const MOST = 4;
/** What time alone mends, and most seconds that the page waits for that; how many where nobody says. */
const PASSING: readonly ErrorCode[] = [
  'overloaded',
  'too_many_waiting',
  'rate_exceeded',
  'queue_unavailable',
  'api_unreachable',
];
const LONGEST = 60;
const SOON = 2;

/** What comes of sending a picture. */
interface Ends {
  accepted: (picture: Picture, job: Snapshot) => void;
  refused: (picture: Picture, error: unknown) => void;
}

/** Sends pictures, some at a time and in the order given; waits while the service is full or out of reach. */
export function useDispatch(submit: (submission: Submission, signal: AbortSignal) => Promise<Snapshot>, ends: Ends) {
  const line: Picture[] = [];
  const under = new Map<Picture, AbortController>();
  /** Why nothing is sent at the moment. */
  const busy = shallowRef<ErrorCode | null>(null);
  let pause: ReturnType<typeof setTimeout> | undefined;

  function dispatch(picture: Picture): void {
    line.push(picture);
    next();
  }

  function next(): void {
    while (busy.value === null && under.size < MOST && line.length > 0) void send(line.shift()!);
  }

  async function send(picture: Picture): Promise<void> {
    const mine = new AbortController();
    under.set(picture, mine);
    const { upload, name, model, once } = picture;
    try {
      const job = await submit({ picture: upload!, name, model, once }, mine.signal);
      if (!mine.signal.aborted) ends.accepted(picture, job);
    } catch (error) {
      if (mine.signal.aborted) return;
      const seconds = error instanceof Busy ? error.seconds : SOON;
      if (error instanceof CodedError && PASSING.includes(error.code) && seconds <= LONGEST) {
        line.unshift(picture);
        wait(error.code, seconds);
      } else ends.refused(picture, error);
    } finally {
      if (under.get(picture) === mine) under.delete(picture);
      next();
    }
  }

  function wait(code: ErrorCode, seconds: number): void {
    busy.value = code;
    clearTimeout(pause);
    pause = setTimeout(() => {
      busy.value = null;
      next();
    }, seconds * 1_000);
  }

  /** Sends one no longer. */
  function recall(picture: Picture): void {
    const at = line.indexOf(picture);
    if (at >= 0) line.splice(at, 1);
    under.get(picture)?.abort();
    under.delete(picture);
  }

  onScopeDispose(() => {
    line.length = 0;
    clearTimeout(pause);
    under.forEach((sending) => sending.abort());
  });
  return { dispatch, recall, busy };
}
