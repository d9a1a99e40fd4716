import { expect, test } from '@jest/globals';
import type { Crop, InputSpec } from '#contract';
import sharp from 'sharp';
import { preprocess } from '../src/index.js';
import { image, mnist, onPaper, pasted, placed, together, uniform } from './drawing.js';

const SPEC: InputSpec = { width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] };
const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

const cropOf = async (upload: Uint8Array, spec: Partial<InputSpec> = {}): Promise<Crop> =>
  (await preprocess(upload, { ...SPEC, ...spec }, { maxPixels: 1e7 })).crop;

/** The box in which a picture holds ink, in shares. */
function inkOf({ width, height, pixels }: ReturnType<typeof uniform>): Crop {
  const at = [...pixels.keys()].filter((each) => pixels[each]! > 127);
  const [columns, rows] = [at.map((each) => each % width), at.map((each) => Math.floor(each / width))];
  return {
    left: Math.min(...columns) / width,
    top: Math.min(...rows) / height,
    right: (Math.max(...columns) + 1) / width,
    bottom: (Math.max(...rows) + 1) / height,
  };
}

/** How far two boxes' sides lie apart at most, in pixels of the picture. */
const apart = (one: Crop, other: Crop, [width, height]: [number, number]): number =>
  Math.max(
    ...(['left', 'right'] as const).map((side) => Math.abs(one[side] - other[side]) * width),
    ...(['top', 'bottom'] as const).map((side) => Math.abs(one[side] - other[side]) * height),
  );

test.each([
  ['of the size that it is looked for in', [100, 80], 40, [12, 25]],
  ['reduced', [640, 400], 170, [400, 20]],
  ['looked at again, for it is small', [1_000, 500], 40, [800, 400]],
  ['not seen from far at all', [2_000, 2_000], 18, [1_500, 200]],
] as [string, [number, number], number, [number, number]][])(
  "a digit's strokes are told where they lie: a picture %s",
  async (_how, size, side, corner) => {
    const canvas = await pasted(mnist(3), side, size, corner);
    const upload = await image(onPaper(canvas, 0, 255))
      .png()
      .toBuffer();
    // A pixel of the picture in which it was found, as many as it stands for.
    const pixel = Math.max(1, Math.max(...size) / 128 / (side < 50 ? 10 : 1));
    expect(apart(await cropOf(upload), inkOf(canvas), size)).toBeLessThanOrEqual(1 + 2 * pixel);
  },
);

test('what else is in the picture lies outside', async () => {
  const seven = await pasted(mnist(7), 100, [400, 200], [20, 30]);
  const speck = placed(uniform(3, 3, 255), [400, 200], [350, 170]);
  const upload = await image(onPaper(together(seven, speck), 0, 255))
    .png()
    .toBuffer();
  expect(apart(await cropOf(upload), inkOf(seven), [400, 200])).toBeLessThanOrEqual(8);
});

test('they are shares of the upright picture', async () => {
  const canvas = await pasted(mnist(4), 90, [300, 500], [30, 350]);
  const lying = await image(onPaper(canvas, 0, 255))
    .rotate(270)
    .png()
    .toBuffer();
  const upload = await sharp(lying).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
  expect(apart(await cropOf(upload), inkOf(canvas), [300, 500])).toBeLessThanOrEqual(9);
  const transposed = await cropOf(upload, { transpose: true });
  expect(apart(transposed, inkOf(canvas), [300, 500])).toBeLessThanOrEqual(9);
});

test.each(['stretch', 'pad'] as const)('%s shows all of the picture', async (fit) => {
  const upload = await image(await pasted(mnist(4), 90, [300, 500], [30, 350]))
    .png()
    .toBuffer();
  expect(await cropOf(upload, { fit })).toEqual(WHOLE);
});

test("a digit as MNIST's makers made it is shown whole", async () => {
  expect(await cropOf(await image(mnist(5)).png().toBuffer())).toEqual(WHOLE);
});
