import assert from 'node:assert/strict';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A one as MNIST has them: a white bar on black, 28×28. */
const ONE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAHklEQVR4XmMYaNDw/38DuhgcjEoCwagkEOCVpBMAAPE+O9liyDR0AAAAAElFTkSuQmCC',
  'base64',
);

/** Pictures under way at a time while many are sent. */
const LANES = 4;

const send = (url) => fetch(url, { method: 'POST', body: ONE, headers: { 'Content-Type': 'image/png' } });

/** Sends a picture and waits for the answer: it must be a one. */
export async function classifyOne(url) {
  const response = await send(`${url}/predict`);
  const answer = await response.json();
  assert.equal(answer.class, 1, `${response.status} ${JSON.stringify(answer)}`);
}

/** @returns the id of a submitted picture */
export async function submitOne(url) {
  const response = await send(`${url}/v1/jobs`);
  assert.equal(response.status, 202);
  return (await response.json()).id;
}

/**
 * Sends pictures to every address while something happens, and waits for each answer.
 * @param work takes a function that says how many were answered so far
 * @returns how many were answered
 * @throws when one was not, after the work is done
 */
export async function whileSending(urls, work) {
  let answered = 0;
  let over = false;
  const failures = [];
  const lane = async (_, number) => {
    for (let n = number; !over; n++) {
      await classifyOne(urls[n % urls.length]).then(
        () => answered++,
        (error) => failures.push(error.message),
      );
    }
  };
  const lanes = Array.from({ length: LANES }, lane);
  try {
    await work(() => answered);
  } finally {
    over = true;
    await Promise.all(lanes);
  }
  assert.deepEqual(failures, []);
  return answered;
}

/** Asks for a WebSocket as browsers do. @returns the status of the answer, 101 where one is opened */
export function openWebSocket(url) {
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': 13, Origin: url };
  return new Promise((resolve, reject) => {
    const key = Buffer.alloc(16).toString('base64');
    const request = get(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: { ...headers, 'Sec-WebSocket-Key': key },
    });
    request.on('error', reject).on('response', ({ statusCode }) => resolve(statusCode));
    request.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
  });
}

/** Waits for a fact. @throws AssertionError that says it when it does not come about in `patience` ms */
export async function until(fact, isSo, { patience = 60_000, signal }) {
  const since = Date.now();
  while (!(await Promise.resolve(isSo()).catch(() => false))) {
    assert.ok(Date.now() - since < patience, `not in ${patience / 1_000} s: ${fact}`);
    await sleep(100, null, { signal });
  }
}
