import { zipSync } from 'fflate';
import { request } from '../../inputs/requests.mjs';
import { asBatch, WAYS } from './follow.mjs';
import { turnedAway } from './send.mjs';

/** Pictures of a batch, at least and at most, and how likely one of them is to be a bad one. */
const PICTURES = [20, 300];
const BAD = 0.02;

/** A zip as bytes, and its pictures by the names of the files. */
export function parcel({ dice, cast }) {
  const fit = cast.bad.filter(({ fails }) => fails !== 'upload_too_large');
  const pictures = new Map(
    Array.from({ length: dice.whole(...PICTURES) }, (_, i) => [
      `${i}.png`,
      dice.chance(BAD) ? dice.pick(fit) : dice.pick(cast.small),
    ]),
  );
  const files = [...pictures].map(([name, { bytes }]) => [name, bytes]);
  // PNGs are compressed already.
  return { pictures, zip: Buffer.from(zipSync(Object.fromEntries(files), { level: 0 })) };
}

/** Sends a batch. @returns it, or null when it was not accepted */
export async function sendBatch(me) {
  const { pictures, zip } = parcel(me);
  const message = request('POST', '/v1/batches', { 'Content-Type': 'application/zip' }, zip);
  const answer = await me.caller.send(message, 'POST /v1/batches');
  if (answer?.status !== 202) return turnedAway(me.ledger, answer);
  const batch = me.ledger.acceptBatch(answer.json.id, pictures);
  me.ledger.hearOfBatch(batch, answer.json, '202', answer.asked);
  return batch;
}

/** Follows a batch to its end, in some way, and takes its results. */
export async function followBatch(me, batch, way) {
  await WAYS[way](me, asBatch(me, batch));
  if (batch.ended) await takeResults(me, batch);
}

/** @returns whether they were to be had */
export async function takeResults({ caller, ledger }, batch) {
  const answer = await caller.get(`/v1/batches/${batch.id}/results`);
  if (answer?.status === 404) ledger.hearOfNone(batch, 'results');
  if (answer?.status !== 200) return answer?.status === 404;
  ledger.hearOfBatch(batch, answer.json, 'results', answer.asked);
  ledger.hearOfResults(batch, answer.json.results, answer.asked);
  return true;
}
