import { setTimeout as pause } from 'node:timers/promises';
import { asJob, asBatch, look } from './acts/follow.mjs';
import { takeResults } from './acts/batch.mjs';
import { Caller } from './caller.mjs';
import { Dice } from './dice.mjs';

/** Questions at a time, and milliseconds between two rounds of them. */
const AT_ONCE = 16;
const BETWEEN = 1_000;

/**
 * When all faults are over: waits until everything that was promised has come to its end, then asks for all of it once
 * more. What has not ended by then is lost; what is not as it was has been doubled.
 * @param seconds to be waited for at most
 * @returns seconds that it took until the last end was known
 */
export async function audit(world, seconds, signal) {
  const { ledger, urls, seed } = world;
  const dice = new Dice(seed, 0);
  const me = { ...world, dice, caller: new Caller(urls, { dice, ledger, signal }) };
  const callers = Array.from({ length: AT_ONCE }, () => new Caller(urls, { dice, ledger, signal }));
  const began = ledger.now;
  const isOver = () => signal.aborted || ledger.now - began > seconds * 1_000;
  const all = async (things, ask) => {
    const left = [...things];
    const one = async (caller) => {
      for (let thing = left.pop(); thing && !signal.aborted; thing = left.pop()) await ask({ ...me, caller }, thing);
    };
    await Promise.all(callers.map(one));
  };
  while (ledger.open.length > 0 && !isOver()) {
    await all(ledger.open, (asker, thing) => look(asker, thingOf(asker, thing)));
    if (ledger.open.length > 0) await pause(BETWEEN);
  }
  // Whoever is interrupted cannot say what is lost.
  signal.throwIfAborted();
  const settled = (ledger.now - began) / 1_000;
  for (const thing of ledger.open)
    ledger.sin('lost', `${thing.id}: no end ${Math.round(settled)} s after the last fault`);
  await all(ledger.jobs.values(), (asker, job) => untilTold(() => look(asker, asJob(asker, job)), isOver));
  const batches = [...ledger.batches.values()].filter(({ ended }) => ended);
  await all(batches, (asker, batch) => untilTold(() => takeResults(asker, batch), isOver));
  for (const caller of [me.caller, ...callers]) caller.close();
  return settled;
}

const thingOf = (me, promised) => (promised.pictures ? asBatch(me, promised) : asJob(me, promised));

/** Asks again while nobody answers: the books are closed with what is known, not with what could not be asked. */
async function untilTold(ask, isOver) {
  for (;;) {
    const answer = await ask();
    if (answer === true || (answer && answer.status < 500) || isOver()) return;
  }
}
