/** What can go wrong, by the names that `--faults` knows. */
export const GROUPS = {
  kill: ['kill-worker', 'kill-workers', 'kill-api', 'kill-redis'],
  freeze: ['freeze-worker', 'freeze-redis'],
  cut: ['cut-normal', 'cut-pubsub'],
  restart: ['restart'],
};

export const KINDS = Object.values(GROUPS).flat();

/**
 * Seconds that a fault lasts, at least and at most: until what was killed is started again, or goes on that stood still.
 * A worker stands still for longer than its lock of 10 s lives, Redis for less and more than a command's 5 s.
 */
const HOLDS = {
  'kill-worker': [0, 2],
  'kill-workers': [1, 10],
  'kill-api': [0, 2],
  'kill-redis': [0, 3],
  'freeze-worker': [12, 14],
  'freeze-redis': [1, 8],
};

/** The kinds that a list of kinds and groups means, each once. */
export const kindsOf = (names) =>
  KINDS.filter((kind) => names.some((name) => name === kind || GROUPS[name]?.includes(kind)));

/**
 * Faults without end, one at a time: every kind once, in any order, and then all again.
 * @param every seconds between two of them, on average
 * @yields `{ after, kind, hold, which }`: seconds until it begins, from the end of the last, and seconds that it lasts;
 *   `which` of the processes it strikes, from 0 to below 1
 */
export function* schedule(dice, kinds, every) {
  while (kinds.length > 0) {
    for (const kind of dice.shuffled(kinds)) {
      const after = dice.between(every / 2, (3 * every) / 2);
      yield { after, kind, hold: dice.between(...(HOLDS[kind] ?? [0, 0])), which: dice.between(0, 1) };
    }
  }
}
