import type { KerasLayer } from './layer.js';
import { flipped, permuted, type Weight } from './weight.js';
import type { Plane } from './window.js';

/**
 * A convolution whose kernels are [rows, columns, …, outputs], whatever they were when they were saved: those of lines are
 * given a column; Keras 1 put channels first in kernels, too; Theano turned kernels round before it laid them on.
 */
export function storedKernel(layer: KerasLayer, [rows, columns]: Plane): KerasLayer {
  const [kernel, ...rest] = layer.weights.map(inPlane);
  if (kernel?.shape.length !== 4) return layer;
  const isModern = kernel.shape[0] === rows && kernel.shape[1] === columns;
  const old = layer.era.major === 1 && (layer.channelsFirst || !isModern);
  const upright = old ? permuted(kernel, [2, 3, 1, 0]) : kernel;
  return layer.withWeights([layer.era.backend === 'theano' ? flipped(upright) : upright, ...rest]);
}

function inPlane({ shape, values }: Weight): Weight {
  return shape.length === 3 ? { shape: [shape[0]!, 1, ...shape.slice(1)], values } : { shape, values };
}
