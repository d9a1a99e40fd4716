/**
 * The last thing that is told before the telling ends by itself, or before the time is over.
 * @param tell is to end, without an error, with its signal
 * @param patience ms to wait
 * @param signal ends the waiting early
 * @returns whether the telling was cut short, too
 */
export async function lastOf<T>(
  tell: (signal: AbortSignal) => AsyncGenerator<T>,
  patience: number,
  signal: AbortSignal,
): Promise<{ last: T | null; cutShort: boolean }> {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const timer = setTimeout(end, patience);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    let last: T | null = null;
    for await (const each of tell(controller.signal)) last = each;
    return { last, cutShort: controller.signal.aborted };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    end();
  }
}
