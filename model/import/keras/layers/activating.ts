import { layers } from '@tensorflow/tfjs-layers';
import { formula } from '#engine';
import { activationStep } from '../activations.js';
import { sequence, shapeOf } from '../step.js';
import type { Translator, Translators } from '../translator.js';
import { spread } from '../weight.js';
import { weighing, weightsOf } from '../weighted.js';

const reLU: Translator = (layer) => {
  const slope = layer.number('negative_slope', 0);
  const threshold = layer.number('threshold', 0);
  const most = layer.setting('max_value') === undefined ? [] : [layer.number('max_value')];
  if (slope === 0 && threshold === 0 && most.length === 0) return sequence(layers.reLU());
  return sequence(formula('rectified', slope, threshold, ...most));
};

/**
 * Its slopes are weights: one for each value, or one for all along the axes that share it. TF.js is given one for each, for
 * not all of its backends share alike.
 */
const pReLU: Translator = (layer) => (input) => {
  const shared = layer.setting('shared_axes') === undefined ? [] : layer.wholes('shared_axes');
  const shape = shapeOf(input);
  const [alpha] = weightsOf(
    layer,
    shape.map((side, at) => (shared.includes(at + 1) ? 1 : side)),
  );
  const axes = shape.map((_, axis) => axis).filter((axis) => !shared.includes(axis + 1));
  const slopes = { shape, values: spread(alpha!.values, axes, shape) };
  return sequence(layers.prelu({ alphaInitializer: 'zeros', ...weighing(slopes) }))(input);
};

/** Layers that are activations. */
export const activating: Translators = {
  Activation: activationStep,
  ReLU: reLU,
  LeakyReLU: (layer) => sequence(layers.leakyReLU({ alpha: layer.number('negative_slope|alpha', 0.3) })),
  ELU: (layer) => sequence(formula('elu', layer.number('alpha', 1))),
  ThresholdedReLU: (layer) => sequence(formula('threshold', layer.number('theta', 1))),
  PReLU: pReLU,
};
