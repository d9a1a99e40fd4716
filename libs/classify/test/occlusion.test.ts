import { expect, test } from '@jest/globals';
import type { InputSpec } from '#contract';
import { eachCovered, groundOf, patchesOver, type Patch } from '../src/occlusion.js';

const spec = (more: Partial<InputSpec>): InputSpec => ({
  ...{ width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] },
  ...more,
});

test.each([
  [28, 28, 200],
  [224, 224, 200],
  [1_024, 300, 36],
  [1, 1, 200],
  [3, 90, 200],
])('patches cover all of %i × %i, with %i predictions at most', (width, height, most) => {
  const size = { width, height };
  const patches = patchesOver(size, most);
  expect(patches.length).toBeLessThanOrEqual(most);
  const covered = new Set<number>();
  for (const patch of patches) eachCovered(patch, size, (at) => covered.add(at));
  expect(covered.size).toBe(width * height);
});

test('what lies in the middle of a patch counts most, and what lies beyond the picture not at all', () => {
  const visited = (patch: Patch): [number, number][] => {
    const all: [number, number][] = [];
    eachCovered(patch, { width: 4, height: 4 }, (at, nearness) => all.push([at, nearness]));
    return all;
  };
  expect(visited({ left: 0, top: 0, side: 3 })).toEqual([
    ...[0, 1, 2].map((at) => [at, [0.25, 0.5, 0.25][at]]),
    ...[4, 5, 6].map((at) => [at, [0.5, 1, 0.5][at - 4]]),
    ...[8, 9, 10].map((at) => [at, [0.25, 0.5, 0.25][at - 8]]),
  ]);
  expect(visited({ left: 3, top: -2, side: 3 })).toEqual([[3, 0.25]]);
});

test.each([
  ['black behind digits', spec({ channels: 3 }), [0, 0, 0]],
  ['white behind their negatives', spec({ invert: true }), [255]],
])('the ground is %s', (_what, input, ground) => {
  expect(groundOf(new Uint8Array(784 * input.channels).fill(9), input)).toEqual(ground);
});

test('else what most of the border is, whatever is inside', () => {
  const input = spec({ width: 4, height: 3, channels: 3, fit: 'pad' });
  const pixels = Uint8Array.from({ length: 36 }, (_, i) => [10, 20, 30][i % 3]!);
  pixels.fill(255, 5 * 3, 7 * 3);
  pixels.fill(99, 0, 3);
  expect(groundOf(pixels, input)).toEqual([10, 20, 30]);
});
