import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { say } from '../../scripts/terminal.mjs';
import { Dice } from './dice.mjs';
import { schedule } from './schedule.mjs';

const SECOND = 1_000;

/** How each kind of fault is done to a crew; resolves when it is over and everything serves again. */
const DOINGS = {
  'kill-worker': (crew, { hold, which }) => killed([oneOf(crew.of('worker'), which)], hold),
  'kill-workers': (crew, { hold }) => killed(crew.of('worker'), hold),
  'kill-api': (crew, { hold, which }) => killed([oneOf(crew.of('api'), which)], hold),
  'kill-redis': (crew, { hold }) => killed(crew.of('redis'), hold),
  'freeze-worker': (crew, { hold, which }) => frozen(oneOf(crew.of('worker'), which), hold),
  'freeze-redis': (crew, { hold }) => frozen(crew.of('redis')[0], hold),
  'cut-normal': (crew) => cut(crew, 'normal'),
  'cut-pubsub': (crew) => cut(crew, 'pubsub'),
  restart: rolled,
};

/**
 * Does one fault after another to a crew, as the dice have it, until it is enough; the last one is brought to its end.
 * @returns how often each kind was done
 */
export async function faults(crew, { seed, kinds, every, ledger }, enough) {
  for (const fault of schedule(new Dice(seed, 0), kinds, every)) {
    await pause(fault.after * SECOND, null, { signal: enough }).catch(() => undefined);
    if (enough.aborted) return;
    ledger.done.add(`fault: ${fault.kind}`);
    say(`${new Date().toISOString().slice(11, 23)} ${fault.kind} ${fault.hold ? `${fault.hold.toFixed(1)} s` : ''}`);
    await DOINGS[fault.kind](crew, fault);
  }
}

const oneOf = (posts, which) => posts[Math.floor(which * posts.length)];

async function killed(posts, hold) {
  await Promise.all(posts.map((post) => post.kill()));
  await pause(hold * SECOND);
  await Promise.all(posts.map((post) => post.startAgain()));
}

async function frozen(post, hold) {
  post.freeze();
  await pause(hold * SECOND);
  post.thaw();
}

async function cut({ redisUrl }, type) {
  const redis = new Redis({ path: decodeURIComponent(new URL(redisUrl).pathname) });
  await redis.client('KILL', 'TYPE', type, 'SKIPME', 'yes');
  redis.disconnect();
}

/** Exchanges every process of Lince for a new one, one after another, as a deploy does. */
async function rolled(crew) {
  for (const post of [...crew.of('worker'), ...crew.of('api')]) {
    await post.dismiss();
    await post.startAgain();
  }
}
