import { expect, test } from '@jest/globals';
import type { InputSpec } from '#contract';
import sharp from 'sharp';
import { preprocess } from '../src/index.js';
import { difference, image, mnist, onPaper, pasted, together, transparent } from './drawing.js';

const SPEC: InputSpec = { width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] };
const LIMITS = { maxPixels: 4e6 };

const digits = Array.from({ length: 10 }, (_, label) => mnist(label));
const see = async (upload: Uint8Array) => (await preprocess(upload, SPEC, LIMITS)).seen.pixels;

/** Which of the ten digits a picture is most like, and by how many levels a pixel it differs. */
function nearest(pixels: Uint8Array) {
  const distances = digits.map((digit) => difference(pixels, digit.pixels));
  const distance = Math.min(...distances);
  return { label: distances.indexOf(distance), distance };
}

test("what MNIST's makers made comes out as it went in", async () => {
  for (const digit of digits) {
    expect(difference(await see(await image(digit).png().toBuffer()), digit.pixels)).toBeLessThan(0.5);
  }
});

test.each(digits.map((digit, label) => ({ digit, label })))(
  'a $label, dark on light, enlarged, off-centre, as JPEG, comes back',
  async ({ digit, label }) => {
    const canvas = await pasted(digit, 170, [640, 400], [400, 20]);
    const upload = await image(onPaper(canvas, 30, 235))
      .jpeg({ quality: 85 })
      .toBuffer();
    expect(nearest(await see(upload)).label).toBe(label);
  },
);

test('a tiny digit on a big canvas comes back', async () => {
  const canvas = await pasted(digits[3]!, 60, [900, 900], [20, 800]);
  expect(
    nearest(
      await see(
        await image(onPaper(canvas, 0, 255))
          .png()
          .toBuffer(),
      ),
    ).label,
  ).toBe(3);
});

test.each([
  ['black', [0, 0, 0]],
  ['white', [255, 255, 255]],
  ['light green', [150, 255, 150]],
] as [string, [number, number, number]][])('%s ink on nothing shows', async (_, ink) => {
  const found = nearest(await see(await transparent(digits[2]!, ink).png().toBuffer()));
  expect(found).toMatchObject({ label: 2 });
  expect(found.distance).toBeLessThan(2);
});

test('a picture that lies on its side is turned by its EXIF orientation', async () => {
  const lying = await image(digits[4]!).rotate(270).png().toBuffer();
  const upload = await sharp(lying).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
  expect(nearest(await see(upload))).toMatchObject({ label: 4 });
});

test('the tensor is what was seen, in the range that the model wants', async () => {
  const upload = await image(digits[8]!).png().toBuffer();
  const { tensor, seen } = await preprocess(upload, { ...SPEC, range: [-1, 1] }, LIMITS);
  expect(seen).toMatchObject({ width: 28, height: 28, channels: 1 });
  expect([...tensor]).toEqual([...seen.pixels].map((level) => Math.fround(-1 + (level / 255) * 2)));
});

test('three channels carry the same digit', async () => {
  const upload = await image(digits[8]!).png().toBuffer();
  const { seen } = await preprocess(upload, { ...SPEC, channels: 3 }, LIMITS);
  const one = await see(upload);
  expect(seen.pixels).toEqual(Uint8Array.from({ length: 784 * 3 }, (_, i) => one[Math.floor(i / 3)]!));
});

test('invert gives the negative, whatever the fit', async () => {
  const upload = await image(digits[5]!).png().toBuffer();
  for (const fit of ['digit', 'stretch', 'pad'] as const) {
    const plain = (await preprocess(upload, { ...SPEC, channels: 3, fit }, LIMITS)).seen.pixels;
    const { tensor, seen } = await preprocess(upload, { ...SPEC, channels: 3, fit, invert: true }, LIMITS);
    expect(seen.pixels).toEqual(plain.map((level) => 255 - level));
    expect(tensor).toEqual(Float32Array.from(seen.pixels, (level) => level / 255));
  }
});

test.each([1, 3] as const)('transpose comes last, of %i channels, whatever the shape', async (channels) => {
  const [width, height] = [22, 29];
  const upload = await image(onPaper(digits[5]!, 20, 240))
    .resize(90, 60, { fit: 'fill' })
    .png()
    .toBuffer();
  for (const fit of ['digit', 'stretch', 'pad'] as const) {
    const plain = await preprocess(upload, { ...SPEC, width: height, height: width, channels, fit }, LIMITS);
    const spec = { ...SPEC, width, height, channels, fit, transpose: true };
    const { tensor, seen } = await preprocess(upload, spec, LIMITS);
    expect(seen).toMatchObject({ width, height, channels });
    for (let i = 0; i < tensor.length; i++) {
      const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
      expect(tensor[i]).toBe(plain.tensor[(x * height + y) * channels + (i % channels)]);
    }
  }
});

const RED: [number, number, number] = [200, 20, 60];
const onWhite = (ink: [number, number, number]) => transparent(digits[2]!, ink).flatten({ background: '#fff' });

test.each([
  ['with red ink', () => onWhite(RED).png()],
  ['with yellow ink', () => onWhite([255, 225, 0]).png()],
  ['of 16 bits', () => onWhite(RED).toColourspace('rgb16').png()],
  ['with a palette', () => onWhite(RED).png({ palette: true })],
  ['for the press', () => onWhite(RED).toColourspace('cmyk').jpeg({ quality: 95 })],
  ['in grey with alpha', () => transparent(digits[2]!, [0, 0, 0]).toColourspace('b-w').png()],
])('a picture %s shows its digit', async (_, draw) => {
  const found = nearest(await see(await draw().toBuffer()));
  expect(found.label).toBe(2);
  expect(found.distance).toBeLessThan(4);
});

test('of an animation the first picture counts', async () => {
  const frames = [digits[3]!, digits[6]!].map(({ pixels }) => pixels);
  const raw = { width: 28, height: 56, channels: 1, pageHeight: 28 } as const;
  const upload = await sharp(Buffer.concat(frames), { raw }).gif().toBuffer();
  expect((await sharp(upload).metadata()).pages).toBe(2);
  expect(nearest(await see(upload)).label).toBe(3);
});

test('several digits are told of, one is not', async () => {
  const one = await pasted(digits[4]!, 100, [300, 140], [20, 20]);
  const two = together(one, await pasted(digits[7]!, 100, [300, 140], [150, 20]));
  for (const picture of [one, two]) {
    const upload = await image(onPaper(picture, 20, 240))
      .jpeg()
      .toBuffer();
    expect((await preprocess(upload, SPEC, LIMITS)).several).toBe(picture === two);
  }
});

test('how many there are is seen from far, though one is looked at from near', async () => {
  const one = await pasted(digits[4]!, 60, [900, 900], [100, 100]);
  const upload = await image(together(one, await pasted(digits[7]!, 60, [900, 900], [300, 100])))
    .png()
    .toBuffer();
  expect((await preprocess(upload, SPEC, LIMITS)).several).toBe(true);
});

test('a digit that is tiny from far is looked at from near', async () => {
  const canvas = await pasted(digits[7]!, 140, [1800, 1800], [1500, 60]);
  const found = nearest(
    await see(
      await image(onPaper(canvas, 0, 255))
        .png()
        .toBuffer(),
    ),
  );
  expect(found.label).toBe(7);
  expect(found.distance).toBeLessThan(6);
});

test.each([
  ['white', '#fff'],
  ['black', '#000'],
  ['transparent', '#0000'],
])('a %s picture is blank', async (_, background) => {
  const upload = await sharp({ create: { width: 200, height: 100, channels: 4, background } })
    .png()
    .toBuffer();
  await expect(preprocess(upload, SPEC, LIMITS)).rejects.toMatchObject({ code: 'blank_image' });
});

test.each([
  [4000, 1],
  [1, 4000],
  [10000, 2],
])('a line of %i × %i pixels with ink in it is answered', async (width, height) => {
  const middle = (width * height) / 2;
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => (Math.abs(i - middle) < 40 ? 0 : 255));
  expect(await see(await image({ width, height, pixels }).png().toBuffer())).toHaveLength(784);
});
