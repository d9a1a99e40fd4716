import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import type { BatchOrder } from './batches.js';
import { batchesAhead } from './batches-ahead.js';

const orders = (count: number): BatchOrder[] =>
  Array.from({ length: count }, (_, index) => ({ indices: [index], plain: 0, seed: [index] }));

/** A thread that answers an order with its own indices as labels. */
const echo = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ indices }) => {
    if (indices[0] === 7) throw new Error('no such digit');
    parentPort.postMessage({ labels: indices });
  });`;

async function labelsOf(thread: Worker, wanted: BatchOrder[]): Promise<number[]> {
  const labels: number[] = [];
  for await (const batch of batchesAhead(thread, wanted)) labels.push(...batch.labels);
  return labels;
}

test('batches come in the order they were asked for, epoch after epoch', async () => {
  const thread = new Worker(echo, { eval: true });
  expect(await labelsOf(thread, orders(6))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await labelsOf(thread, orders(2))).toEqual([0, 1]);
  expect(await labelsOf(thread, [])).toEqual([]);
  await thread.terminate();
});

test('what ends the thread ends the epoch', async () => {
  const thread = new Worker(echo, { eval: true });
  await expect(labelsOf(thread, orders(8).slice(7))).rejects.toThrow('no such digit');
});
