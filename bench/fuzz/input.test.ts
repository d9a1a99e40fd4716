import { beforeAll, expect, test } from '@jest/globals';
import { inputOf, untouched } from './input.mjs';
import { readFuzzOptions } from './options.mjs';
import { seedPictures } from './pictures/seeds.mjs';

interface Seed {
  name: string;
  kind: string;
  bytes: Buffer;
}

const MANY = 140;
let pictures: Seed[];

beforeAll(async () => {
  pictures = await seedPictures();
}, 30_000);

test('the seeds are the same each time, and of every kind that is taken', async () => {
  const again = await seedPictures();
  expect(again.map(({ bytes }: Seed) => bytes.toString('base64'))).toEqual(
    pictures.map(({ bytes }) => bytes.toString('base64')),
  );
  expect(new Set(pictures.map(({ kind }) => kind))).toEqual(new Set(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif']));
  expect(new Set(pictures.map(({ name }) => name)).size).toBe(pictures.length);
});

test('an input depends on nothing but its seed and its number', async () => {
  const inOrder = [];
  for (let number = 1; number <= MANY; number++) inOrder.push(await inputOf(7, number, pictures));
  for (let number = MANY; number > 0; number -= 7) {
    const { bytes, mutations } = await inputOf(7, number, pictures);
    const before = inOrder[number - 1]!;
    expect([bytes.equals(before.bytes), mutations]).toEqual([true, before.mutations]);
  }
  const others = [];
  for (let number = 1; number <= MANY; number++) others.push(await inputOf(8, number, pictures));
  const same = others.filter(({ bytes }, at) => bytes.equals(inOrder[at]!.bytes));
  // Requests that nothing was done to are alike whatever the seed.
  expect(same.length).toBeLessThan(MANY / 10);
  const ofPictures = inOrder.filter(({ kind }) => kind === 'pictures').length;
  expect(ofPictures).toBeGreaterThan(MANY / 3);
  expect(ofPictures).toBeLessThan((2 * MANY) / 3 + MANY / 10);
});

test('a hurt picture is another than its seed, and the request around it carries it', async () => {
  let hurt = 0;
  for (let number = 1; number <= MANY; number++) {
    const input = await inputOf(7, number, pictures);
    if (input.kind !== 'pictures') continue;
    const original = pictures.find(({ name }) => name === input.name)!;
    if (!input.file.equals(original.bytes)) hurt++;
    if (input.mutations.includes('as raw'))
      expect(input.bytes.subarray(-input.file.length).equals(input.file)).toBe(true);
  }
  expect(hurt).toBeGreaterThan(MANY / 3);
});

test('a seed is sent as it is', () => {
  const [first] = pictures;
  expect(untouched(first, 0)).toMatchObject({ isValid: true, kind: 'pictures', mutations: ['as raw'] });
});

test('options have usual values; a seed is always told', () => {
  expect(readFuzzOptions(['--count', '5', '--seed', '7', '--only', 'requests'])).toMatchObject({
    count: 5,
    seed: 7,
    only: ['requests'],
    redo: 0,
  });
  expect(readFuzzOptions([]).seed).toBeGreaterThan(0);
  expect(() => readFuzzOptions(['--only', 'sounds'])).toThrow('sounds');
});
