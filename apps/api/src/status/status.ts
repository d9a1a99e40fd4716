import type { Status } from '#contract';
import { countOf, quantile, together, type Line, type WorkerFacts } from '#platform';

/** Seconds that workers look back. */
const MINUTE = 60;

/**
 * Adds up what all live workers say; what one did that has gone is not counted any more.
 * @param apis how many API processes live
 */
export function toStatus(live: WorkerFacts[], apis: number, queue: Line): Status {
  const lastMinute = together(live.map((worker) => worker.lastMinute ?? {}));
  return {
    workers: live.length,
    apis,
    queue,
    rate: countOf(lastMinute) / MINUTE,
    latency: { p50: quantile(lastMinute, 0.5), p95: quantile(lastMinute, 0.95) },
  };
}
