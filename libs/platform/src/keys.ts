/** The names that Lince uses in Redis, all under one hash tag, so that a Cluster keeps them on one node. */
export interface Keys {
  /** Prefix of BullMQ's own keys. */
  queue: string;
  /** Hash: the pictures of a bundle. */
  record: (bundle: string) => string;
  /** Sorted set: bundles with a picture that has no outcome, by the time they came. */
  open: string;
  /** Channel: every change of a record. */
  changes: string;
  /** Sorted set: workers by the time until which they are believed to live; hash: what they said of themselves. */
  workers: string;
  workerFacts: string;
}

export function keysUnder(prefix: string): Keys {
  const tag = `{${prefix}}`;
  return {
    queue: tag,
    record: (bundle) => `${tag}:record:${bundle}`,
    open: `${tag}:open`,
    changes: `${tag}:changes`,
    workers: `${tag}:workers`,
    workerFacts: `${tag}:worker-facts`,
  };
}
