import * as tf from '@tensorflow/tfjs-core';
import { expect, jest, test } from '@jest/globals';
import { MicroBatcher, openEngine, withLightCalls } from '#engine';
import { isWhole, ModelsFolder } from '#platform';
import { digit } from './support/digits.js';

jest.setTimeout(60_000);

const PICTURES = 3_000;
/** Bundles of every size that goes in one call, and of some that do not. */
const SIZES = [1, 2, 3, 5, 8, 13, 21, 32, 40, 4, 17, 31];

/** Of the ten labels; a score comes after them. */
const indexOfHighest = (output: Float32Array): number => output.indexOf(Math.max(...output.subarray(0, 10)));

/** Predicts pictures as a worker does: bundles of changing sizes, a few at once. @returns the share that was read rightly */
async function predictMany(batcher: MicroBatcher, tensors: Float32Array[]): Promise<number> {
  let right = 0;
  let next = 0;
  let bundle = 0;
  const predict = async (): Promise<void> => {
    const from = next;
    next += SIZES[bundle++ % SIZES.length]!;
    const labels = Array.from({ length: next - from }, (_, at) => (from + at) % tensors.length);
    const outputs = await batcher.predict(labels.map((label) => tensors[label]!));
    right += outputs.filter((output, at) => indexOfHighest(output) === labels[at]).length;
  };
  while (next < PICTURES) await Promise.all([predict(), predict(), predict()]);
  return right / next;
}

// Where the native engine cannot be had, `auto` is the other one.
test.each(['wasm', 'auto'] as const)('predictions leave no tensor behind: %s', async (choice) => {
  const engine = await withLightCalls(await openEngine(choice));
  const versions = await new ModelsFolder('model').find({ name: 'digits', version: null });
  const batcher = new MicroBatcher(await engine.load(versions.find(isWhole)!));
  const tensors = await Promise.all(
    Array.from({ length: 10 }, async (_, label) => Float32Array.from(await digit(label), (level) => level / 255)),
  );
  // Whatever is kept for later is kept by now.
  await batcher.predict([...tensors, ...tensors, ...tensors]);
  const before = tf.memory();
  expect(await predictMany(batcher, tensors)).toBe(1);
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  expect({ numTensors, numBytes, numDataBuffers }).toEqual({
    numTensors: before.numTensors,
    numBytes: before.numBytes,
    numDataBuffers: before.numDataBuffers,
  });
  batcher.model.dispose();
  expect(tf.memory().numTensors).toBeLessThan(numTensors);
});
