import { classOf, together, type Latencies } from '#platform';

/** Milliseconds of what is remembered, and of what is forgotten at once. */
const MINUTE = 60_000;
const STEP = 2_000;

/** How long the pictures took that were answered in the last minute, some two seconds more or less. */
export class LastMinute {
  private readonly steps = new Map<number, Latencies>();

  /**
   * @param took ms of each picture
   * @param now ms of any clock that runs evenly
   */
  note(took: number[], now = performance.now()): void {
    const step = Math.floor(now / STEP);
    const latencies = this.steps.get(step) ?? {};
    for (const each of took.map(classOf)) latencies[each] = (latencies[each] ?? 0) + 1;
    this.steps.set(step, latencies);
    this.forget(now);
  }

  /** @param now as of {@link note} */
  latencies(now = performance.now()): Latencies {
    this.forget(now);
    return together([...this.steps.values()]);
  }

  private forget(now: number): void {
    const first = Math.floor((now - MINUTE) / STEP);
    for (const step of this.steps.keys()) if (step <= first) this.steps.delete(step);
  }
}
