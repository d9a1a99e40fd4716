import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.mjs';
import { Tally } from './tally.mjs';

/** Milliseconds between two looks at how many requests are due. */
const TICK = 5;

/**
 * Sends requests at a rate, whether or not the earlier ones were answered: as many clients do that know nothing of each
 * other. Each takes a connection that is free, or opens one.
 * @param task.urls the services, in turn
 * @param task.requests as requests.mjs makes them
 * @param task.rate requests a second
 * @param task.seconds for how long
 * @returns a tally; `good` of them while they were sent, `late` afterwards
 * @param task.signal ends it earlier
 * @param task.most connections that may be open at once; what is due beyond them is not sent, and told as `unsent`
 */
export async function openLoop({ urls, requests, rate, seconds, signal, most = 5_000 }) {
  const tally = new Tally();
  const free = urls.map(() => []);
  const underWay = new Set();
  const began = performance.now();
  let sent = 0;
  let unsent = 0;

  const send = async (nth) => {
    const idle = free[nth % urls.length];
    const connection = idle.pop() ?? new Connection(urls[nth % urls.length]);
    const since = performance.now();
    try {
      const { status } = await connection.send(requests[nth % requests.length]);
      tally.answered(status, performance.now() - since);
      idle.push(connection);
    } catch (error) {
      tally.failed(error.message);
      connection.close();
    }
  };
  for (let elapsed = 0; elapsed < seconds && !signal?.aborted; elapsed = (performance.now() - began) / 1_000) {
    for (const due = Math.floor(elapsed * rate); sent + unsent < due;) {
      if (underWay.size >= most) unsent++;
      else {
        const sending = send(sent++).finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
    }
    await sleep(TICK, null, { signal }).catch(() => undefined);
  }
  // What is answered after the end counts for how long it took, not for how much was answered in that time.
  const { good } = tally.result;
  await Promise.all(underWay);
  for (const connection of free.flat()) connection.close();
  const { result } = tally;
  return { ...result, good, late: result.good - good, offered: sent, unsent, seconds };
}
