import { CLASSES } from './architecture.js';
import { plainBatches } from './batches.js';
import type { Digits } from './dataset.js';
import { SIDE } from './picture.js';
import { type LayersModel, type Tensor2D, tf } from './tensorflow.js';

const TOGETHER = 500;

/** Share of the digits at these indices that the model reads rightly, from 0 to 1. */
export function accuracy(model: LayersModel, digits: Digits, indices: readonly number[]): number {
  let right = 0;
  for (const { pixels, labels } of plainBatches(digits, indices, TOGETHER)) {
    right += tf.tidy(() => {
      const images = tf.tensor4d(pixels, [labels.length, SIDE, SIDE, 1]);
      const outputs = model.predictOnBatch(images) as Tensor2D;
      const read = outputs.slice([0, 0], [labels.length, CLASSES]).argMax(1);
      return read.equal(tf.tensor1d(labels, 'int32')).sum().arraySync() as number;
    });
  }
  return right / indices.length;
}
