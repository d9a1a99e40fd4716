import { classify, type DecodeLimits } from '#classify';
import { BUNDLE_PICTURES, SAMPLE_PNG } from '#contract';
import type { MicroBatcher } from '#engine';

/** Milliseconds that a worker practises. */
const LONG_ENOUGH = 500;

/**
 * Classifies a picture alone, then more and more of them together, so that the first bundles find all code compiled and
 * every kernel ready. A slow model is tried with few.
 */
export async function practise(model: MicroBatcher, limits: DecodeLimits): Promise<void> {
  const picture = Buffer.from(SAMPLE_PNG, 'base64');
  const end = performance.now() + LONG_ENOUGH;
  for (let count = 1, began = performance.now(); began < end; began = performance.now()) {
    await classify(Array<Buffer>(count).fill(picture), model, limits);
    const now = performance.now();
    const twiceFits = now + 2 * (now - began) < end;
    if (twiceFits) count = count < BUNDLE_PICTURES ? 2 * count : 1;
    else if (count === 1) return;
    else count = 1;
  }
}
