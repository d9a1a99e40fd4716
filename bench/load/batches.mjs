import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from '../inputs/requests.mjs';
import { Connection } from './connection.mjs';
import { Tally } from './tally.mjs';

/** Milliseconds between two looks at a batch, and until one that does not finish counts as failed. */
const GLANCE = 50;
const PATIENCE = 120_000;

/**
 * Submits batches and follows each until it is finished, as many at a time as wanted.
 * @param task as for closedLoop; task.pictures: how many a batch holds
 * @returns as closedLoop; `good` counts pictures, a latency is that of a whole batch
 */
export async function batches({ urls, requests, concurrency, seconds, pictures }) {
  const tally = new Tally();
  const began = performance.now();
  const client = async (_, i) => {
    const connection = new Connection(urls[i % urls.length]);
    while (performance.now() - began < seconds * 1_000) {
      const since = performance.now();
      try {
        const status = await oneBatch(connection, requests[0], pictures);
        tally.answered(status, performance.now() - since, pictures);
        if (status > 299) await pause(GLANCE);
      } catch (error) {
        tally.failed(error.message);
        await pause(GLANCE);
      }
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  return { ...tally.result, seconds: (performance.now() - began) / 1_000 };
}

/** @returns the status of the answer that was the last: of the submission when that was refused */
async function oneBatch(connection, submission, pictures) {
  const since = performance.now();
  const accepted = await connection.send(submission);
  if (accepted.status > 299) return accepted.status;
  const look = request('GET', JSON.parse(accepted.body).links.self);
  while (performance.now() - since < PATIENCE) {
    const { status, body } = await connection.send(look);
    if (status > 299) return status;
    const { state, counts } = JSON.parse(body);
    if (state === 'finished' && counts && counts.succeeded !== pictures) throw new Error('not all succeeded');
    if (state === 'finished') return status;
    await pause(GLANCE);
  }
  throw new Error('not finished');
}
