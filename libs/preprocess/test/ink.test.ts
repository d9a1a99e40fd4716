import { expect, test } from '@jest/globals';
import { findInk } from '../src/ink.js';
import { drawing, onPaper } from './drawing.js';

const cross = drawing('......', '..##..', '.####.', '.####.', '..##..', '......');

test('light on dark stays', () => {
  expect(findInk(cross)).toEqual({ ...cross, strength: 255 });
});

test('dark on light is turned round, the paper taken off', () => {
  expect(findInk(onPaper(cross, 40, 220))).toEqual({ ...onPaper(cross, 180, 0), strength: 180 });
});

test('light ink on grey paper is told by the distance from the paper', () => {
  expect(findInk(onPaper(cross, 250, 128)).strength).toBe(122);
});

test('ink that reaches the border is ink all the same', () => {
  const bar = drawing('..##..', '..##..', '..##..', '..##..', '..##..', '..##..');
  expect(findInk(onPaper(bar, 0, 255)).pixels).toEqual(bar.pixels);
});

test('how much the paper varies is taken off', () => {
  const uneven = onPaper(cross, 0, 200);
  const pixels = uneven.pixels.map((level, i) => (level === 200 ? level - (i % 2) * 10 : level));
  const { pixels: ink, strength } = findInk({ ...uneven, pixels });
  expect(strength).toBeGreaterThanOrEqual(180);
  expect(ink.filter((level) => level > 0)).toHaveLength(12);
});

test.each([
  ['one level', onPaper(cross, 90, 90)],
  ['ink too faint to be any', onPaper(cross, 190, 200)],
  ['a single speck', drawing('......', '......', '..#...', '......', '......', '......')],
  ['one pixel', drawing('#')],
  ['noise', { ...cross, pixels: cross.pixels.map((_, i) => 128 + ((i * 37) % 41)) }],
])('%s is blank', (_, picture) => {
  expect(() => findInk(picture)).toThrow(expect.objectContaining({ code: 'blank_image' }));
});
