import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for a fact.
 * @param fact asked again and again; an error counts as not yet
 * @param patience milliseconds until the last error, or a plain one, is thrown
 */
export async function until<T>(fact: () => Promise<T> | T, patience = 30_000): Promise<NonNullable<T>> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await Promise.resolve().then(fact).catch((error: Error) => error);
    if (value && !(value instanceof Error)) return value;
    if (Date.now() > end) throw value instanceof Error ? value : new Error(`not true within ${patience} ms: ${fact}`);
    await pause(25);
  }
}
