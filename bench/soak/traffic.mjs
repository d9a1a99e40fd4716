import { upload } from '../inputs/requests.mjs';
import { ACTS, WEIGHTS } from './acts/acts.mjs';
import { Watcher } from './acts/watcher.mjs';
import { Caller } from './caller.mjs';
import { Dice } from './dice.mjs';

/** Pages at each API process. */
const PAGES = 2;

/**
 * Clients that do all that clients do, each one thing after another, until it is enough; what each has begun it brings to
 * an end then. The dice say what each does.
 * @param world `{ urls, cast, ledger, seed }`
 * @param enough ends it in order
 * @param signal ends it at once
 */
export async function traffic(world, count, enough, signal) {
  const { urls, ledger, seed } = world;
  const watchers = urls.flatMap((url) => Array.from({ length: PAGES }, () => new Watcher(url, ledger)));
  const client = async (_, player) => {
    // The first dice are those of the faults.
    const dice = new Dice(seed, player + 1);
    const caller = new Caller(urls, { dice, ledger, signal });
    const me = { ...world, dice, caller, watchers, enough };
    while (!enough.aborted) await ACTS[dice.weighted(WEIGHTS)](me);
    caller.close();
  };
  try {
    await Promise.all(Array.from({ length: count }, client));
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

/**
 * Learns what the model says of each good picture, while nothing is wrong yet, so that an answer can be told from that of
 * another picture.
 * @throws Error for one that is not answered
 */
export async function rehearse({ urls, cast, ledger, seed }, signal) {
  const caller = new Caller(urls, { dice: new Dice(seed, 0), ledger, signal });
  for (const picture of [...cast.small, ...cast.large]) {
    const answer = await caller.send(upload('/predict', picture), 'POST /predict');
    if (answer?.status !== 200) throw new Error(`${picture.name}: ${answer?.status} ${JSON.stringify(answer?.json)}`);
    picture.expected = answer.json.class;
  }
  caller.close();
}
