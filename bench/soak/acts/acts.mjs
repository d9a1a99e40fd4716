import { asBatch, asJob, look, WAYS } from './follow.mjs';
import { followBatch, sendBatch } from './batch.mjs';
import { hangUp } from './hang-up.mjs';
import { remove } from './remove.mjs';
import { predict, submit } from './send.mjs';

/** Requests that a client sends one after another before it looks what became of them. */
const SOME = [1, 16];

/** How clients follow what they have sent, and how often each way is taken. */
const FOLLOWED = { poll: 3, longPoll: 3, stream: 3, socket: 3, leave: 2 };

/** What clients do, and how often. */
export const WEIGHTS = {
  jobs: 10,
  predictions: 8,
  patient: 2,
  large: 1,
  batch: 3,
  cancel: 2,
  erase: 1,
  bad: 2,
  rude: 2,
};

/** What each of these is. Takes a client: see traffic.mjs. */
export const ACTS = {
  jobs: async (me) => {
    const jobs = await several(me, () => submit(me, me.dice.pick(me.cast.small)));
    await Promise.all(jobs.map((job) => WAYS[me.dice.weighted(FOLLOWED)](me, asJob(me, job))));
  },
  predictions: async (me) => {
    const jobs = await several(me, () => predict(me, me.dice.pick(me.cast.small)));
    if (jobs.length > 0) await look(me, asJob(me, me.dice.pick(jobs)));
  },
  patient: async (me) => {
    const job = await predict(me, me.dice.pick(me.cast.small), me.dice.whole(1, 3));
    if (job && !job.ended) await WAYS[me.dice.weighted(FOLLOWED)](me, asJob(me, job));
  },
  large: async (me) => {
    const job = await me.dice.pick([submit, predict])(me, me.dice.pick(me.cast.large));
    if (job && !job.ended) await WAYS[me.dice.weighted(FOLLOWED)](me, asJob(me, job));
  },
  batch: async (me) => {
    const batch = await sendBatch(me);
    if (!batch) return;
    if (me.dice.chance(0.1)) await remove(me, asBatch(me, batch));
    await followBatch(me, batch, me.dice.weighted(FOLLOWED));
    if (batch.ended && me.dice.chance(0.05)) await remove(me, asBatch(me, batch));
  },
  cancel: async (me) => {
    const jobs = await several(me, () => submit(me, me.dice.pick(me.cast.small)));
    for (const job of jobs.reverse()) await remove(me, asJob(me, job));
  },
  erase: async (me) => {
    const job = await submit(me, me.dice.pick(me.cast.small));
    if (!job) return;
    await WAYS.longPoll(me, asJob(me, job));
    if (!job.ended) return;
    await remove(me, asJob(me, job));
    await look(me, asJob(me, job));
  },
  bad: async (me) => {
    const job = await me.dice.pick([submit, predict])(me, me.dice.pick(me.cast.bad));
    if (job && !job.ended) await WAYS[me.dice.weighted(FOLLOWED)](me, asJob(me, job));
  },
  rude: hangUp,
};

/** Does something a few times, one after another. @returns what came of it, where something did */
async function several({ dice, enough }, act) {
  const all = [];
  for (let left = dice.whole(...SOME); left > 0 && !enough.aborted; left--) all.push(await act());
  return all.filter(Boolean);
}
