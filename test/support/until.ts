import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for a fact.
 * @param fact asked again and again; an error counts as not yet
 * @param patience milliseconds until the last error, or a plain one, is thrown
 */
export async function until<T>(fact: () => Promise<T> | T, patience = 30_000): Promise<NonNullable<T>> {
  const end = Date.now() + patience;
  for (;;) {
    let last: unknown = new Error(`not true within ${patience} ms: ${fact}`);
    try {
      const value = await fact();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw last;
    await pause(25);
  }
}
