import { expect, test } from '@jest/globals';
import type { InputSpec, ModelManifest } from '#contract';
import { MicroBatcher } from '#engine';
import { saliency } from '../src/saliency.js';

const SIDE = 28;
const INPUT: InputSpec = { width: SIDE, height: SIDE, channels: 1, fit: 'digit', range: [0, 1] };

interface Toy {
  batcher: MicroBatcher;
  /** How many tensors there were in each call, and all of them. */
  calls: number[];
  tensors: Float32Array[];
}

/** A model whose first class is as likely as its rule says; the second is the rest. */
function toy(rule: (tensor: Float32Array) => number, input: InputSpec = INPUT, multiplyAdds = 1_000): Toy {
  const [calls, all]: [number[], Float32Array[]] = [[], []];
  const batcher = new MicroBatcher({
    manifest: { labels: ['yes', 'no'], input, multiplyAdds } as ModelManifest,
    predict: async (tensors, count) => {
      calls.push(count);
      const size = tensors.length / count;
      const each = Array.from({ length: count }, (_, nth) => tensors.slice(nth * size, (nth + 1) * size));
      all.push(...each);
      return Float32Array.from(each.flatMap((tensor) => [rule(tensor), 1 - rule(tensor)]));
    },
    dispose: () => undefined,
  });
  return { batcher, calls, tensors: all };
}

const at = (x: number, y: number): number => y * SIDE + x;
const calm = async (): Promise<void> => undefined;

/** Two squares of ink, one near the upper left corner, the other near the lower right one. */
const two = new Uint8Array(SIDE * SIDE);
for (let i = 0; i < 16; i++) {
  two[at(3 + (i % 4), 3 + (i >> 2))] = 255;
  two[at(20 + (i % 4), 20 + (i >> 2))] = 255;
}
const [UPPER, LOWER] = [at(5, 5), at(22, 22)];

/** The share of ink in the upper left quarter that is expected there. */
const upperInk = (tensor: Float32Array): number =>
  Array.from({ length: 196 }, (_, i) => tensor[at(i % 14, Math.floor(i / 14))]!).reduce((sum, level) => sum + level) /
  20;

test('what the model looks at spoke for its answer, and nothing else did', async () => {
  const map = await saliency(two, 0, toy(upperInk).batcher, calm);
  expect(map).toHaveLength(SIDE * SIDE);
  expect(Math.max(...map)).toBe(127);
  expect(map[UPPER]).toBeGreaterThan(60);
  expect(map[LOWER]).toBe(0);
  // Beside the strokes there is nothing that could have spoken.
  expect(map.every((value, pixel) => value === 0 || two[pixel]! > 0)).toBe(true);
});

test('of the other answer it spoke against', async () => {
  const map = await saliency(two, 1, toy(upperInk).batcher, calm);
  expect(Math.min(...map)).toBe(-127);
  expect(map[UPPER]).toBeLessThan(-60);
  expect(map[LOWER]).toBe(0);
});

test('both are on one scale', async () => {
  const rule = (tensor: Float32Array): number => 0.5 + upperInk(tensor) / 2 - tensor[LOWER]! / 20;
  const map = await saliency(two, 0, toy(rule).batcher, calm);
  expect(Math.max(...map)).toBe(127);
  expect(map[LOWER]).toBeLessThan(0);
  expect(map[LOWER]).toBeGreaterThan(-60);
});

test('where nothing makes a difference nothing spoke', async () => {
  expect([...(await saliency(two, 0, toy(() => 0.7).batcher, calm))]).toEqual(Array(784).fill(0));
  expect([...(await saliency(new Uint8Array(784), 0, toy(upperInk).batcher, calm))]).toEqual(Array(784).fill(0));
});

test('what covers nothing is not predicted, and others come first between any two calls', async () => {
  const { batcher, calls } = toy(upperInk);
  let pauses = 0;
  await saliency(two, 0, batcher, async () => void pauses++);
  const predictions = calls.reduce((sum, count) => sum + count);
  expect(predictions).toBeGreaterThan(10);
  expect(predictions).toBeLessThan(100);
  expect(Math.max(...calls)).toBeLessThanOrEqual(8);
  expect(pauses).toBe(calls.length);
});

test('what the pause throws ends it', async () => {
  const { batcher, calls } = toy(upperInk);
  const stop = async (): Promise<void> => {
    if (calls.length > 1) throw new Error('enough');
  };
  await expect(saliency(two, 0, batcher, stop)).rejects.toThrow('enough');
  expect(calls).toHaveLength(2);
});

const LARGE: InputSpec = { width: 224, height: 224, channels: 3, fit: 'pad', range: [-1, 1] };

test.each([
  ['a large picture', 3e8, 201, 1],
  ['a heavy model', 4e9, 37, 1],
  ['a light model', 1_000, 201, 8],
])('%s takes no more than so many predictions', async (_what, multiplyAdds, most, atOnce) => {
  const pixels = Uint8Array.from({ length: 224 * 224 * 3 }, (_, i) => (i * 31) % 256);
  const { batcher, calls } = toy((tensor) => tensor[150_000]!, LARGE, multiplyAdds);
  const map = await saliency(pixels, 0, batcher, calm);
  expect(map).toHaveLength(224 * 224);
  expect(calls.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(most);
  expect(Math.max(...calls)).toBe(atOnce);
});

test('the model is given what it saw, in its range, with patches of the ground', async () => {
  const input: InputSpec = { width: 6, height: 6, channels: 1, fit: 'stretch', range: [-1, 1] };
  const pixels = new Uint8Array(36).fill(255);
  pixels[14] = 0;
  const { batcher, tensors } = toy((tensor) => (tensor[14]! + 1) / 2, input);
  const map = await saliency(pixels, 1, batcher, calm);
  const [whole, ...covered] = tensors;
  expect([...whole!]).toEqual([...pixels].map((level) => (level / 255) * 2 - 1));
  expect(covered.map((tensor) => [...tensor])).toEqual([Array(36).fill(1)]);
  expect([...map]).toEqual([...pixels].map((level) => (level === 0 ? 127 : 0)));
});
