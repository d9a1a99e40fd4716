import type { MicroBatcher } from '#engine';
import { toTensor } from '#preprocess';
import { eachCovered, groundOf, patchesOver, type Patch } from './occlusion.js';

/** Most and fewest predictions that a map is made of, and the multiply-adds in all that decide between the two. */
const MOST = 200;
const FEWEST = 36;
const EFFORT = 2e10;
/** Most tensors that are predicted at once, and multiply-adds: whoever waits for an answer waits for no more than that. */
const AT_ONCE = 8;
const SHORT = 1e8;
/** Drops of the probability below this one are rounding. */
const NOTHING = 1e-6;

/**
 * Which parts of a picture spoke for an answer: occlusion (M. D. Zeiler and R. Fergus, "Visualizing and Understanding
 * Convolutional Networks", ECCV 2014, section 4.2). A patch of the picture's ground is laid over one place after another; by
 * how much the answer's probability drops is how much what it covers spoke for it. Each pixel has the mean of the patches
 * over it, those nearer counting more, by how much they change it: on a stroke a lot, beside it nothing.
 * @param seen the small picture that the model saw
 * @param answer the class whose probability counts
 * @param pause called between predictions, so that others come first; what it throws ends this
 * @returns for each pixel how much it spoke for the answer, or against it where negative, the most of either being 127 or
 *   -127; all 0 where nothing made a difference
 */
export async function saliency(
  seen: Uint8Array,
  answer: number,
  batcher: MicroBatcher,
  pause: () => Promise<void>,
): Promise<Int8Array> {
  const { input, multiplyAdds } = batcher.model.manifest;
  const each = Math.max(1, multiplyAdds);
  const ground = groundOf(seen, input);
  const changes = changesOf(seen, ground);
  const patches = patchesOver(input, Math.min(MOST, Math.max(FEWEST, Math.floor(EFFORT / each))));
  const effective = patches.filter((patch) => {
    let change = 0;
    eachCovered(patch, input, (at) => (change += changes[at]!));
    return change > 0;
  });
  const atOnce = Math.min(AT_ONCE, Math.max(1, Math.floor(SHORT / each)));
  const probabilities: number[] = [];
  const pictures: (Patch | null)[] = [null, ...effective];
  for (let from = 0; from < pictures.length; from += atOnce) {
    await pause();
    const tensors = pictures
      .slice(from, from + atOnce)
      .map((patch) => toTensor(patch ? covered(seen, patch) : seen, input.range));
    for (const outputs of await batcher.predict(tensors)) probabilities.push(outputs[answer]!);
  }
  const [whole, ...without] = probabilities as [number, ...number[]];
  const drops = new Map(effective.map((patch, nth) => [patch, whole - without[nth]!]));
  return scaled(patches, (patch) => drops.get(patch) ?? 0);

  function covered(pixels: Uint8Array, patch: Patch): Uint8Array {
    const copy = pixels.slice();
    eachCovered(patch, input, (at) => copy.set(ground, at * ground.length));
    return copy;
  }

  function scaled(all: Patch[], dropOf: (patch: Patch) => number): Int8Array {
    const sums = new Float64Array(changes.length);
    const weights = new Float64Array(changes.length);
    for (const patch of all) {
      const drop = dropOf(patch);
      eachCovered(patch, input, (at, nearness) => {
        sums[at]! += nearness * drop;
        weights[at]! += nearness;
      });
    }
    const values = sums.map((sum, at) => (sum / weights[at]!) * changes[at]!);
    const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    return Int8Array.from(values, (value) => (most > NOTHING ? Math.round((127 * value) / most) : 0));
  }
}

/** By how much, from 0 to 1, each pixel changes when the ground covers it. */
function changesOf(pixels: Uint8Array, ground: number[]): Float64Array {
  const { length: channels } = ground;
  const changes = new Float64Array(pixels.length / channels);
  for (let at = 0; at < pixels.length; at++) {
    changes[Math.floor(at / channels)]! += Math.abs(pixels[at]! - ground[at % channels]!) / 255 / channels;
  }
  return changes;
}
