/** What a load has met: answers by status, failures by reason, and how long the good answers took. */
export class Tally {
  #latencies = [];
  #statuses = {};
  #failures = {};
  #good = 0;
  #errors = 0;

  /** @param milliseconds how long it took; @param pictures how many it answered for */
  answered(status, milliseconds, pictures = 1) {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (status < 200 || status > 299) return void this.#errors++;
    this.#good += pictures;
    this.#latencies.push(milliseconds);
  }

  failed(reason) {
    this.#failures[reason] = (this.#failures[reason] ?? 0) + 1;
    this.#errors++;
  }

  get result() {
    const sorted = Float64Array.from(this.#latencies).sort();
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(sorted, share));
    const why = { ...this.#failures };
    for (const [status, count] of Object.entries(this.#statuses)) if (!/^2/.test(status)) why[status] = count;
    return { good: this.#good, errors: this.#errors, why, p50, p95, p99, max: sorted.at(-1) ?? null };
  }
}

/** The smallest of the sorted values that at least that share of them does not exceed; null where there are none. */
export const percentile = (sorted, share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
