import { setMaxListeners } from 'node:events';

/**
 * Does something that ends with a signal, which is given when that many ms have passed, or with another signal. (Node 20
 * forgets an `AbortSignal.any` of an `AbortSignal.timeout` when it collects its garbage.)
 * @param work takes the signal
 */
export async function within(ms, signal, work) {
  const over = new AbortController();
  const end = () => over.abort();
  const timer = setTimeout(end, ms);
  setMaxListeners(0, signal);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await work(over.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
