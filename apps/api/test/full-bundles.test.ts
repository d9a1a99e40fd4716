import { expect, test } from '@jest/globals';
import { BUNDLE_BYTES, BUNDLE_PICTURES } from '#contract';
import { inBundles } from '../src/batches/full-bundles.js';
import type { IncomingPicture } from '../src/batches/pictures.js';

const sized = (bytes: number): IncomingPicture => ({ name: 'a', content: Buffer.alloc(bytes) });
async function sizes(...pictures: IncomingPicture[]): Promise<number[]> {
  async function* coming(): AsyncGenerator<IncomingPicture> {
    yield* pictures;
  }
  const found = [];
  for await (const { pictures } of inBundles(coming())) found.push(pictures.length);
  return found;
}

test('bundles hold so many pictures, or so many bytes', async () => {
  expect(await sizes()).toEqual([]);
  expect(await sizes(...Array.from({ length: 2 * BUNDLE_PICTURES + 1 }, () => sized(1)))).toEqual([
    BUNDLE_PICTURES,
    BUNDLE_PICTURES,
    1,
  ]);
  const half = BUNDLE_BYTES / 2;
  expect(await sizes(sized(half), sized(half), sized(1))).toEqual([2, 1]);
});

test('what is larger than a bundle goes alone, and what has failed weighs nothing', async () => {
  const failed: IncomingPicture = { name: 'a', content: 'file_empty' };
  expect(await sizes(sized(1), sized(2 * BUNDLE_BYTES), failed, sized(1))).toEqual([1, 1, 2]);
});

test('a bundle goes when it is full, before the next picture is asked for twice', async () => {
  let asked = 0;
  async function* coming(): AsyncGenerator<IncomingPicture> {
    for (;;) yield (asked++, sized(1));
  }
  await inBundles(coming()).next();
  expect(asked).toBe(BUNDLE_PICTURES + 1);
});
