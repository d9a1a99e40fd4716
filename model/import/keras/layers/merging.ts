import { layers } from '@tensorflow/tfjs-layers';
import type { KerasLayer } from '../layer.js';
import { sequence, type Step } from '../step.js';
import type { Translator, Translators } from '../translator.js';

/** One input alone is its own sum, product or mean. */
const several =
  (step: Step): Step =>
  (...inputs) =>
    inputs.length === 1 ? inputs[0]! : step(...inputs);

export const subtraction: Step = (from, what) => {
  const negative = sequence(layers.rescaling({ scale: -1 }))(what!);
  return sequence(layers.add())(from!, negative);
};

const concatenation = (layer: KerasLayer): Step =>
  several(sequence(layers.concatenate({ axis: layer.wholes('axis|concat_axis', [-1])[0]! })));

const dot: Translator = (layer) => {
  const axes = layer.wholes('axes|dot_axes', [-1]);
  const normalize = layer.flag('normalize', false);
  return sequence(layers.dot({ axes: axes.length === 2 ? (axes as [number, number]) : axes[0]!, normalize }));
};

/** Keras 1 had one layer for all. */
const merge: Translator = (layer) => {
  if (layer.setting('layers') !== undefined) layer.refuse('une varias entradas', 'it joins several inputs');
  const mode = layer.word('mode', ['sum', 'mul', 'ave', 'max', 'concat'], 'sum');
  if (mode === 'concat') return concatenation(layer);
  const make = { sum: layers.add, mul: layers.multiply, ave: layers.average, max: layers.maximum }[mode];
  return several(sequence(make()));
};

export const merging: Translators = {
  Add: () => several(sequence(layers.add())),
  Subtract: () => subtraction,
  Multiply: () => several(sequence(layers.multiply())),
  Average: () => several(sequence(layers.average())),
  Maximum: () => several(sequence(layers.maximum())),
  Minimum: () => several(sequence(layers.minimum())),
  Concatenate: concatenation,
  Dot: dot,
  Merge: merge,
};
