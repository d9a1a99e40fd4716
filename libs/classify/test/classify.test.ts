import { expect, test } from '@jest/globals';
import { MicroBatcher } from '#engine';
import type { ModelManifest } from '#contract';
import { classify } from '../src/classify.js';

/** A 28×28 PNG, a white bar on black, and the same file cut short. */
const BAR = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAHklEQVR4XmMYaNDw/38DuhgcjEoCwagkEOCVpBMAAPE+O9liyDR0AAAAAElFTkSuQmCC',
  'base64',
);
const CUT = BAR.subarray(0, 50);

const manifest = {
  name: 'halves',
  version: 3,
  labels: ['left', 'middle', 'right'],
  input: { width: 4, height: 2, channels: 1, fit: 'stretch', range: [0, 1] },
  warnBelow: { confidence: 0.5 },
} as ModelManifest;

/** A model whose answer does not depend on the picture. */
const answering = (...probabilities: number[]): MicroBatcher =>
  new MicroBatcher({ manifest, predict: async () => Float32Array.from(probabilities), dispose: () => undefined });

test('the class is the argmax, and nothing is rounded', async () => {
  const { outcome } = await classify(BAR, answering(0.1, 0.7, 0.2), 1_000);
  expect(outcome).toEqual({
    state: 'succeeded',
    result: {
      class: 1,
      label: 'middle',
      confidence: Math.fround(0.7),
      probabilities: [0.1, 0.7, 0.2].map(Math.fround),
      score: null,
      warnings: [],
      model: { name: 'halves', version: 3 },
    },
    seen: { width: 4, height: 2, channels: 1 },
    preprocess: expect.any(Number),
    predict: expect.any(Number),
  });
});

test('of equals the first is the class', async () => {
  const { outcome } = await classify(BAR, answering(0, 0.5, 0.5), 1_000);
  expect(outcome).toMatchObject({ result: { class: 1 } });
});

test('the model is given the pixels that are kept to be seen', async () => {
  let given: Float32Array | undefined;
  const batcher = new MicroBatcher({
    manifest,
    predict: async (tensors) => ((given = tensors), Float32Array.of(1, 0, 0)),
    dispose: () => undefined,
  });
  const { seen } = await classify(BAR, batcher, 1_000);
  expect(Math.max(...seen!)).toBeGreaterThan(0);
  expect(Array.from(given!)).toEqual(Array.from(seen!, (level) => Math.fround(level / 255)));
});

test.each([
  ['cut short', CUT, 1_000, 'undecodable_image'],
  ['of too many pixels', BAR, 783, 'image_too_large'],
  ['of no kind we know', Buffer.from('BM'), 1_000, 'unsupported_image'],
])('a picture %s is an outcome, not an error', async (_what, upload, pixels, code) => {
  expect(await classify(upload, answering(1, 0, 0), pixels)).toEqual({ outcome: { state: 'failed', code } });
});

test("what fails in the model is our own fault, not the picture's", async () => {
  const broken = new MicroBatcher({
    manifest,
    predict: async () => Promise.reject(new Error('no memory')),
    dispose: () => undefined,
  });
  await expect(classify(BAR, broken, 1_000)).rejects.toThrow('no memory');
});
