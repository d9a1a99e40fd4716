import { performance } from 'node:perf_hooks';
import { Connection } from './connection.mjs';
import { Tally } from './tally.mjs';

/** Milliseconds that a client waits after its request failed, so that a service that is gone is not hammered. */
const PAUSE = 50;

/**
 * Sends requests over as many connections as wanted, each its next when the last one is answered; the requests are
 * taken in turn by all of them together. None is cut off: the last answers are waited for.
 * @param task.urls the services; the connections are shared evenly among them
 * @param task.requests as requests.mjs makes them
 * @param task.seconds how long new ones are sent, or task.amount: how many
 * @param task.keep name of the field of the answers that is returned
 */
export async function closedLoop({ urls, requests, concurrency, seconds = Infinity, amount = Infinity, keep }) {
  const tally = new Tally();
  const kept = [];
  const began = performance.now();
  let sent = 0;

  const another = () => sent < amount && performance.now() - began < seconds * 1_000;
  const client = async (_, i) => {
    const connection = new Connection(urls[i % urls.length]);
    while (another()) {
      const since = performance.now();
      try {
        const { status, body } = await connection.send(requests[sent++ % requests.length]);
        tally.answered(status, performance.now() - since);
        if (keep && status < 300) kept.push(JSON.parse(body)[keep]);
      } catch (error) {
        tally.failed(error.message);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  return { ...tally.result, seconds: (performance.now() - began) / 1_000, ...(keep && { kept }) };
}
