import { expect, test } from '@jest/globals';
import { inkInside, inkOn } from '../src/ink.js';
import { drawing, onPaper } from './drawing.js';

const cross = drawing('......', '..##..', '.####.', '.####.', '..##..', '......');
const onLevel = (level: number, darkness = cross.pixels) => inkOn({ darkness, level }, cross);

test('ink on clean paper is what it was', () => {
  expect(onLevel(0)).toMatchObject({ ...cross, strength: 255 });
});

test('the level of the paper is taken off', () => {
  expect(onLevel(40, onPaper(cross, 220, 40).pixels)).toMatchObject({ ...onPaper(cross, 180, 0), strength: 180 });
});

test('so is paper of a level for each pixel', () => {
  const level = cross.pixels.map((_, i) => (i % 6) * 20);
  const darkness = cross.pixels.map((ink, i) => level[i]! + (ink && 100));
  expect(inkOn({ darkness, level }, cross)).toMatchObject({ ...onPaper(cross, 100, 0), strength: 100 });
});

test('the grain of the paper is taken off, half as much again as it strays the other way', () => {
  // The paper strays to 10 below its level of 50, and as much above: what is 15 above it or less is no ink.
  const darkness = cross.pixels.map((ink, i) => (ink ? 200 : [40, 50, 60][i % 3]!));
  expect(onLevel(50, darkness)).toMatchObject({ ...onPaper(cross, 135, 0), strength: 135 });
});

test('a full stroke is what clear ink mostly is, not its darkest spot nor its soft edges', () => {
  const stroke = drawing('......', '.----.', '.++++.', '.++#+.', '.----.', '......');
  expect(inkOn({ darkness: stroke.pixels, level: 0 }, stroke).strength).toBe(128);
});

test('only paper that varies has a grain', () => {
  expect(onLevel(0).grainy).toBe(false);
  expect(
    onLevel(
      50,
      cross.pixels.map((ink, i) => (ink ? 200 : [45, 50][i % 2]!)),
    ).grainy,
  ).toBe(true);
});

test('what hangs together with the border is left out', () => {
  const picture = drawing('#......', '#..##..', '##.##..', '##.....');
  const inside = inkInside({ darkness: picture.pixels, level: 0 }, picture);
  expect(inside).toMatchObject({ ...drawing('.......', '...##..', '...##..', '.......'), strength: 255 });
});

test('ink inside counts from its paper, though the border is paler', () => {
  const picture = drawing('.......', '.-----.', '.--#--.', '.--##-.', '.-----.', '.......');
  const level = picture.pixels.map((darkness) => Math.min(darkness, 64));
  const inside = inkInside({ darkness: picture.pixels, level }, picture);
  expect(inside.pixels.filter((level) => level > 0)).toEqual(Uint8Array.of(191, 191, 191));
});

test('a stroke that crosses a grey line of the paper keeps what it rises above it', () => {
  const picture = drawing('.......', '..###..', '--###--', '..###..', '.......');
  expect([...inkInside({ darkness: picture.pixels, level: 0 }, picture).pixels]).toEqual(
    [...drawing('.......', '..###..', '..###..', '..###..', '.......').pixels].map((level) => level && 191),
  );
});

test.each([
  ['one level', onLevel(90, onPaper(cross, 90, 90).pixels)],
  ['ink of 13 levels', onLevel(10, onPaper(cross, 23, 10).pixels)],
  ['a speck of two pixels', onLevel(0, drawing('......', '......', '..##..', '......', '......', '......').pixels)],
  [
    'grain of 30 levels, ink of 44',
    onLevel(
      50,
      cross.pixels.map((ink, i) => (ink ? 94 : [20, 50][i % 2]!)),
    ),
  ],
])('no ink: %s', (_, ink) => {
  expect(ink.strength).toBe(0);
});

test.each([
  ['14 levels', onLevel(10, onPaper(cross, 24, 10).pixels)],
  ['three pixels', onLevel(0, drawing('......', '......', '..###.', '......', '......', '......').pixels)],
  [
    'above a grain of 30 levels, of 100',
    onLevel(
      50,
      cross.pixels.map((ink, i) => (ink ? 150 : [20, 50][i % 2]!)),
    ),
  ],
])('ink: %s', (_, ink) => {
  expect(ink.strength).toBeGreaterThan(0);
});
