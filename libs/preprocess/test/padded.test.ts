import { expect, test } from '@jest/globals';
import type { Raster } from '../src/raster.js';
import { padded } from '../src/padded.js';

/** A picture of three channels, given as text: one sign a pixel. */
function coloured(colours: Record<string, [number, number, number]>, ...rows: string[]): Raster {
  const pixels = Uint8Array.from([...rows.join('')].flatMap((sign) => colours[sign]!));
  return { width: rows[0]!.length, height: rows.length, channels: 3, pixels };
}

const PAPER = { '.': [240, 230, 200], '#': [10, 20, 90] } as Record<string, [number, number, number]>;

test('the picture lies in the middle, on the colour of its border', () => {
  const picture = coloured(PAPER, '....', '.##.', '....');
  expect(padded(picture, { width: 4, height: 5 })).toEqual(coloured(PAPER, '....', '....', '.##.', '....', '....'));
  expect(padded(picture, { width: 7, height: 3 })).toEqual(coloured(PAPER, '.......', '..##...', '.......'));
});

test('what reaches the border does not tinge it', () => {
  const stroke = coloured(PAPER, '.#..', '.#..', '.#..');
  expect(padded(stroke, { width: 4, height: 4 })).toEqual(coloured(PAPER, '.#..', '.#..', '.#..', '....'));
});

test('each channel has its own median', () => {
  const mixed = coloured({ a: [0, 9, 3], b: [5, 0, 3], c: [5, 9, 0] }, 'abc');
  expect([...padded(mixed, { width: 3, height: 2 }).pixels.subarray(9)]).toEqual([5, 9, 3, 5, 9, 3, 5, 9, 3]);
});
