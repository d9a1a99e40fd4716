import { expect, test } from '@jest/globals';
import { MicroBatcher } from '#engine';
import type { ModelManifest, Prediction } from '#contract';
import { classify, type Classified } from '../src/classify.js';

/** A 28×28 PNG, a white bar on black, and the same file cut short. */
const BAR = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAHklEQVR4XmMYaNDw/38DuhgcjEoCwagkEOCVpBMAAPE+O9liyDR0AAAAAElFTkSuQmCC',
  'base64',
);
const CUT = BAR.subarray(0, 50);
/** A PNG of 32×30, two upright bars well apart, white on black. */
const TWO_BARS = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAeCAAAAABoYUP1AAAAI0lEQVR4XmMYSuD///94uJgiowqwcjFFRhVg5WKKYCoY1AAAMV93iR7M4GMAAAAASUVORK5CYII=',
  'base64',
);

const manifest = {
  name: 'halves',
  version: 3,
  labels: ['left', 'middle', 'right'],
  input: { width: 4, height: 2, channels: 1, fit: 'stretch', range: [0, 1] },
  warnBelow: { confidence: 0.5 },
} as ModelManifest;

/** One picture by itself. */
const classifyOne = async (upload: Uint8Array, batcher: MicroBatcher, maxPixels = 1_000): Promise<Classified> =>
  (await classify([upload], batcher, { maxPixels }))[0]!;

/** A model whose answer does not depend on the picture. */
const answering = (...outputs: number[]): MicroBatcher => differing({}, ...outputs);

/** The same with another manifest in parts. */
const differing = (parts: Partial<ModelManifest>, ...outputs: number[]): MicroBatcher =>
  new MicroBatcher({
    manifest: { ...manifest, ...parts },
    predict: async () => Float32Array.from(outputs),
    dispose: () => undefined,
  });

async function predictionOf(upload: Uint8Array, batcher: MicroBatcher): Promise<Prediction> {
  const { outcome } = await classifyOne(upload, batcher);
  if (outcome.state !== 'succeeded') throw new Error(outcome.code);
  return outcome.result;
}

test('the class is the argmax, and nothing is rounded', async () => {
  const { outcome } = await classifyOne(BAR, answering(0.1, 0.7, 0.2));
  expect(outcome).toEqual({
    state: 'succeeded',
    result: {
      class: 1,
      label: 'middle',
      confidence: Math.fround(0.7),
      probabilities: [0.1, 0.7, 0.2].map(Math.fround),
      top: [
        { class: 1, label: 'middle', confidence: Math.fround(0.7) },
        { class: 2, label: 'right', confidence: Math.fround(0.2) },
        { class: 0, label: 'left', confidence: Math.fround(0.1) },
      ],
      score: null,
      warnings: [],
      model: { name: 'halves', version: 3 },
    },
    seen: { width: 4, height: 2, channels: 1 },
    crop: { left: 0, top: 0, right: 1, bottom: 1 },
    preprocess: expect.any(Number),
    predict: expect.any(Number),
  });
});

test('of equals the first is the class', async () => {
  const { outcome } = await classifyOne(BAR, answering(0, 0.5, 0.5));
  expect(outcome).toMatchObject({ result: { class: 1 } });
});

test('probabilities need not sum to 1', async () => {
  expect(await predictionOf(BAR, answering(0.9, 0.95, 0.9))).toMatchObject({ class: 1, confidence: Math.fround(0.95) });
});

test('what is no number is no answer', async () => {
  await expect(classifyOne(BAR, answering(0.1, NaN, 0.2))).rejects.toThrow('halves@3');
});

test('the output after those of the labels is the score, and no probability, however large', async () => {
  const { class: read, probabilities, score } = await predictionOf(BAR, answering(0.1, 0.7, 0.2, 0.9));
  expect({ read, probabilities, score }).toEqual({
    read: 1,
    probabilities: [0.1, 0.7, 0.2].map(Math.fround),
    score: Math.fround(0.9),
  });
});

test.each([
  ['below what the model warns of', 0.24, ['not_a_digit']],
  ['just there', 0.25, []],
  ['above', 0.26, []],
])('a score %s', async (_where, score, warnings) => {
  const batcher = differing({ warnBelow: { confidence: 0.5, score: 0.25 } }, 0, 1, 0, score);
  expect(await predictionOf(BAR, batcher)).toMatchObject({ score: Math.fround(score), warnings });
});

test.each([
  ['a model that says nothing of scores', { confidence: 0.5 }, [0, 1, 0, 0]],
  ['a model that gives no score', { confidence: 0.5, score: 1 }, [0, 1, 0]],
])('%s never warns of what is no digit', async (_what, warnBelow, outputs) => {
  const { score, warnings } = await predictionOf(BAR, differing({ warnBelow }, ...outputs));
  expect({ score, warnings }).toEqual({ score: outputs[3] ?? null, warnings: [] });
});

test.each([
  ['just below what the model warns of', 0.4999, ['low_confidence']],
  ['just there', 0.5, []],
])('a confidence %s', async (_where, confidence, warnings) => {
  expect(await predictionOf(BAR, answering(0, confidence, 0.3))).toMatchObject({ warnings });
});

const asDigit: Partial<ModelManifest> = { input: { ...manifest.input, width: 28, height: 28, fit: 'digit' } };

test('several digits are warned of where a model wants one', async () => {
  expect(await predictionOf(TWO_BARS, differing(asDigit, 0, 1, 0))).toMatchObject({ warnings: ['several_digits'] });
  expect(await predictionOf(BAR, differing(asDigit, 0, 1, 0))).toMatchObject({ warnings: [] });
  expect(await predictionOf(TWO_BARS, answering(0, 1, 0))).toMatchObject({ warnings: [] });
});

test('what says most against an answer is warned of first', async () => {
  const batcher = differing({ ...asDigit, warnBelow: { confidence: 0.5, score: 0.25 } }, 0.4, 0.3, 0.3, 0.1);
  const { warnings } = await predictionOf(TWO_BARS, batcher);
  expect(warnings).toEqual(['not_a_digit', 'several_digits', 'low_confidence']);
});

test('the model is given the pixels that are kept to be seen', async () => {
  let given: Float32Array | undefined;
  const batcher = new MicroBatcher({
    manifest,
    predict: async (tensors) => ((given = tensors), Float32Array.of(1, 0, 0)),
    dispose: () => undefined,
  });
  const { seen } = await classifyOne(BAR, batcher);
  expect(Math.max(...seen!)).toBeGreaterThan(0);
  expect(Array.from(given!)).toEqual(Array.from(seen!, (level) => Math.fround(level / 255)));
});

test.each([
  ['cut short', CUT, 1_000, 'undecodable_image'],
  ['of too many pixels', BAR, 783, 'image_too_large'],
  ['of no kind we know', Buffer.from('BM'), 1_000, 'unsupported_image'],
])('a picture %s is an outcome, not an error', async (_what, upload, pixels, code) => {
  expect(await classifyOne(upload, answering(1, 0, 0), pixels)).toEqual({ outcome: { state: 'failed', code } });
});

test("what fails in the model is our own fault, not the picture's", async () => {
  const broken = new MicroBatcher({
    manifest,
    predict: async () => Promise.reject(new Error('no memory')),
    dispose: () => undefined,
  });
  await expect(classifyOne(BAR, broken)).rejects.toThrow('no memory');
});

/** A model that answers with how bright each picture is, and keeps the sizes of its calls. */
function brightness(): { batcher: MicroBatcher; calls: number[] } {
  const calls: number[] = [];
  const batcher = new MicroBatcher({
    manifest,
    predict: async (tensors, count) => {
      calls.push(count);
      const size = tensors.length / count;
      return Float32Array.from({ length: 3 * count }, (_, at) =>
        at % 3 > 0 ? 0 : tensors.subarray((at / 3) * size, (at / 3 + 1) * size).reduce((sum, level) => sum + level),
      );
    },
    dispose: () => undefined,
  });
  return { batcher, calls };
}

test('pictures that come together are predicted together, and each gets its own answer', async () => {
  const { batcher, calls } = brightness();
  const expected = [await predictionOf(BAR, batcher), await predictionOf(TWO_BARS, batcher)];
  expect(expected[0]!.probabilities).not.toEqual(expected[1]!.probabilities);
  calls.length = 0;
  const all = await classify([TWO_BARS, CUT, BAR, Buffer.from('BM'), TWO_BARS], batcher, { maxPixels: 1_000 });
  expect(calls).toEqual([3]);
  expect(all.map(({ outcome }) => (outcome.state === 'succeeded' ? outcome.result : outcome.code))).toEqual([
    expected[1],
    'undecodable_image',
    expected[0],
    'unsupported_image',
    expected[1],
  ]);
  expect(all.map(({ seen }) => seen?.length)).toEqual([8, undefined, 8, undefined, 8]);
});

test('where no picture can be read the model is not asked', async () => {
  const { batcher, calls } = brightness();
  const all = await classify([CUT, CUT], batcher, { maxPixels: 1_000 });
  expect(all.map(({ outcome }) => outcome)).toMatchObject([{ state: 'failed' }, { state: 'failed' }]);
  expect(calls).toEqual([]);
});
