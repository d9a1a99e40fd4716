import { tensor } from '@tensorflow/tfjs-core';
import type { KerasLayer } from './layer.js';
import type { Weight } from './weight.js';

/** What a weight's shape must be, null for any number; false for a weight that the layer does not have. */
export type Expected = (number | null)[] | false;

/**
 * A layer's weights, in order, undefined for one that it does not have.
 * @throws BadUsage where there are others than its settings tell of: nothing is built that the file has no weights for
 */
export function weightsOf(layer: KerasLayer, ...expected: Expected[]): (Weight | undefined)[] {
  const { weights } = layer;
  const present = expected.filter((shape) => shape !== false);
  const fits =
    weights.length === present.length && present.every((shape, index) => matches(weights[index]!.shape, shape));
  if (!fits) {
    layer.refuse('sus pesos no son los que dicen sus ajustes', 'its weights are not those that its settings tell of');
  }
  let next = 0;
  return expected.map((shape) => (shape === false ? undefined : weights[next++]));
}

/** What a layer of TF.js is given so that it has these weights, in its order; it need not make up others first. */
export const weighing = (...weights: (Weight | undefined)[]) => ({
  weights: weights.flatMap((weight) => (weight ? [tensor(weight.values, weight.shape)] : [])),
  ...INITIALIZERS,
});

/** {@link weightsOf} for {@link weighing}. */
export const weighted = (layer: KerasLayer, ...expected: Expected[]) => weighing(...weightsOf(layer, ...expected));

const INITIALIZERS = {
  kernelInitializer: 'zeros',
  recurrentInitializer: 'zeros',
  depthwiseInitializer: 'zeros',
} as const;

const matches = (shape: number[], expected: (number | null)[]): boolean =>
  shape.length === expected.length && expected.every((side, at) => side === null || side === shape[at]);
