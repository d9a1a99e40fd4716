import { QUEUE, SUBMITTED } from '#contract';

/** The names that Lince uses in Redis, all under one hash tag, so that a Cluster keeps them on one node. */
export interface Keys {
  /** Prefix of BullMQ's own keys. */
  queue: string;
  /** Hash: the pictures of a bundle. */
  record: (bundle: string) => string;
  /** Hash: how a batch stands; list: its bundles, with the names of their pictures. */
  batch: (batch: string) => string;
  batchBundles: (batch: string) => string;
  /** Sorted set: bundles with a picture that has no outcome, by the time they came. */
  open: string;
  /** Hash: how much waits; hash: the callers whose submitted pictures do. See load-scripts.ts. */
  load: string;
  turns: string;
  /** String: what a request that is not to be done twice was answered with. */
  once: (digest: string) => string;
  /** Hash: the access keys by name; hash: what one of them has spent of its allowances; string: a browser's session. */
  accessKeys: string;
  spent: (name: string) => string;
  session: (digest: string) => string;
  /** Sorted set, BullMQ's: the submitted bundles that wait. */
  line: string;
  /** Lists, BullMQ's, the next one last: those that are waited for and wait; the submitted that go before all in line. */
  awaited: string;
  firstInLine: string;
  /** Lists, BullMQ's: the bundles that workers have in hand, those that are waited for and those submitted. */
  awaitedInHand: string;
  submittedInHand: string;
  /**
   * Channels. Without a name, what records of before there were names announce; of a bundle, each of its changes; of an
   * API process, the ends of the pictures that it waits for.
   */
  changes: (of?: string) => string;
  /** Channel: access keys have changed. */
  accessChanges: string;
  /** Sorted set: API processes by the time until which they are believed to live. */
  apis: string;
  /** Sorted set: workers by the time until which they are believed to live; hash: what they said of themselves. */
  workers: string;
  workerFacts: string;
}

export function keysUnder(prefix: string): Keys {
  const tag = `{${prefix}}`;
  return {
    queue: tag,
    record: (bundle) => `${tag}:record:${bundle}`,
    batch: (batch) => `${tag}:batch:${batch}`,
    batchBundles: (batch) => `${tag}:batch:${batch}:bundles`,
    open: `${tag}:open`,
    load: `${tag}:load`,
    turns: `${tag}:turns`,
    once: (digest) => `${tag}:once:${digest}`,
    accessKeys: `${tag}:access-keys`,
    spent: (name) => `${tag}:spent:${name}`,
    session: (digest) => `${tag}:session:${digest}`,
    accessChanges: `${tag}:changes:access`,
    line: `${tag}:${SUBMITTED}:prioritized`,
    awaited: `${tag}:${QUEUE}:wait`,
    firstInLine: `${tag}:${SUBMITTED}:wait`,
    awaitedInHand: `${tag}:${QUEUE}:active`,
    submittedInHand: `${tag}:${SUBMITTED}:active`,
    changes: (of) => (of ? `${tag}:changes:${of}` : `${tag}:changes`),
    apis: `${tag}:apis`,
    workers: `${tag}:workers`,
    workerFacts: `${tag}:worker-facts`,
  };
}
