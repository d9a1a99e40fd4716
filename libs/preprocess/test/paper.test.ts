import { expect, test } from '@jest/globals';
import { shadesOfGrey, type GreyImage } from '../src/grey.js';
import { evenPaper, unevenPaper } from '../src/paper.js';
import { drawing, enlarged, onPaper, placed, together, uniform } from './drawing.js';

const even = (picture: GreyImage) => evenPaper(shadesOfGrey(picture));
const cross = drawing('........', '...##...', '.######.', '.######.', '...##...', '........');
const large = enlarged(cross, 16);

test.each([
  ['small', cross],
  ['large', large],
])('on %s paper of one level, dark ink is what is dark, light ink what is light', (_, ink) => {
  expect(even(onPaper(ink, 40, 220))).toEqual({ darkness: onPaper(ink, 215, 35).pixels, level: 35 });
  expect(even(onPaper(ink, 220, 40))).toEqual({ darkness: onPaper(ink, 220, 40).pixels, level: 40 });
});

test('the paper is what there is along the border, even where there is more ink', () => {
  const bold = drawing('......', '.#####', '.#####', '.#####', '.#####', '......');
  expect(even(bold)).toMatchObject({ level: 0 });
  expect(even(onPaper(bold, 0, 255))).toMatchObject({ level: 0, darkness: bold.pixels });
});

test('ink may reach a side', () => {
  const inside = drawing(...Array<string>(10).fill('##########'));
  const fat = placed(inside, [12, 12], [1, 0]);
  const fatter = together(fat, placed(inside, [12, 12], [1, 1]));
  expect(even(onPaper(fatter, 0, 255))).toEqual({ darkness: fatter.pixels, level: 0 });
});

test('the paper is what lies in the corners, even where ink reaches most of the border', () => {
  const wheel = drawing('.#####..', '.######.', '##....##', '##....##', '.######.', '..#####.');
  expect(even(onPaper(wheel, 0, 255))).toEqual({ darkness: wheel.pixels, level: 0 });
  expect(even(wheel)).toEqual({ darkness: wheel.pixels, level: 0 });
});

test('a frame along the whole border of a large picture is not the paper', () => {
  const frame = onPaper(placed(uniform(94, 94, 255), [96, 96], [1, 1]), 0, 255);
  const framed = together(frame, placed(enlarged(cross, 8), [96, 96], [16, 24]));
  expect(even(onPaper(framed, 30, 230))).toEqual({ darkness: onPaper(framed, 225, 25).pixels, level: 25 });
});

/** Dark ink on paper that grows lighter from 150 on the left to this much more on the right. */
const shaded = (ink: GreyImage, more: number): GreyImage => ({
  ...ink,
  pixels: ink.pixels.map((level, i) => (level ? 20 : 150 + ((i % ink.width) * more) / (ink.width - 1))),
});

test('large paper is uneven where it varies by more than ten levels either way', () => {
  expect(even(shaded(large, 20))).toMatchObject({ level: 96 });
  expect(even(shaded(large, 22))).toBeNull();
});

test('that of pictures of less than 64 pixels is, where most of their border strays as far', () => {
  const small = enlarged(cross, 5);
  expect(even(shaded(small, 22))).not.toBeNull();
  expect(even(shaded(small, 40))).toBeNull();
});

test('that of pictures of less than 24 pixels never is', () => {
  expect(even(shaded(cross, 40))).not.toBeNull();
});

test('a corner of desk makes paper uneven by what shows along the border', () => {
  const desk = { ...large, pixels: large.pixels.map((level, i) => (level || i % 128 < 9 ? 100 : 230)) };
  expect(even(desk)).not.toBeNull();
  const wood = { ...desk, pixels: desk.pixels.map((level, i) => (i % 128 < 9 ? 170 : level)) };
  expect(even(wood)).toBeNull();
});

test('uneven paper has a level for each pixel, the ink on it taken off', () => {
  const picture = shaded(placed(drawing('##', '##'), [80, 80], [40, 40]), 79);
  const { darkness, level } = unevenPaper(shadesOfGrey(picture), 'dark');
  expect(darkness).toEqual(picture.pixels.map((shade) => 255 - shade));
  const ideal = Array.from({ length: 80 * 80 }, (_, i) => 105 - (i % 80));
  expect(Math.max(...ideal.map((shade, i) => Math.abs(shade - (level as Uint8Array)[i]!)))).toBeLessThan(16);
});

test('for light ink uneven paper is taken as it is', () => {
  const picture = shaded(placed(drawing('##', '##'), [80, 80], [40, 40]), 79);
  const { darkness, level } = unevenPaper(shadesOfGrey(picture), 'light');
  expect(darkness).toEqual(picture.pixels);
  expect(Math.max(...(level as Uint8Array))).toBeGreaterThan(200);
});

test('coloured ink on even paper: dark by the least of the channels, light by the most', () => {
  const yellow = { ...cross, pixels: onPaper(cross, 226, 255).pixels };
  const shades = { ...yellow, least: onPaper(cross, 0, 250).pixels, most: onPaper(cross, 255, 255).pixels };
  expect(evenPaper(shades)).toEqual({ darkness: onPaper(cross, 255, 5).pixels, level: 5 });
  const blue = { ...onPaper(cross, 29, 0), least: uniform(8, 6, 0).pixels, most: cross.pixels };
  expect(evenPaper(blue)).toEqual({ darkness: cross.pixels, level: 0 });
});
