import { layers } from '@tensorflow/tfjs-layers';
import { affine, type Along } from '../affine.js';
import { isObject, type Json, type KerasLayer } from '../layer.js';
import { lastAxis, sequence, shapeOf } from '../step.js';
import type { Translator, Translators } from '../translator.js';
import { weighted } from '../weighted.js';

const batchNormalization: Translator = (layer) => {
  const [scale, center] = [layer.flag('scale', true), layer.flag('center', true)];
  if (layer.whole('mode', 0, 0) > 0)
    layer.refuse('normaliza con las imágenes que llegan', 'it normalizes by the pictures that come');
  if (layer.flag('renorm', false)) layer.refuse('usa renorm', 'it uses renorm');
  const given = weighted(layer, scale && [null], center && [null], [null], [null]);
  const epsilon = layer.number('epsilon', 1e-3);
  const normalize = sequence(layers.batchNormalization({ axis: -1, epsilon, scale, center, ...given }));
  return lastAxis(layer.wholes('axis', [-1])[0]!, normalize);
};

const layerNormalization: Translator = (layer) => {
  const [scale, center] = [layer.flag('scale', true), layer.flag('center', true)];
  if (layer.flag('rms_scaling', false)) layer.refuse('usa rms_scaling', 'it uses rms_scaling');
  const axis = layer.wholes('axis', [-1]);
  if (axis.includes(0)) layer.refuse('normaliza entre imágenes', 'it normalizes across pictures');
  const each = axis.map(() => null);
  const given = weighted(layer, scale && each, center && each);
  return sequence(layers.layerNormalization({ axis, epsilon: layer.number('epsilon', 1e-3), scale, center, ...given }));
};

/** Takes off the mean of the pictures that were learned from, and divides by their standard deviation. */
const normalization: Translator = (layer) => {
  const mean = momentOf(layer, 'mean', 0);
  const deviation = momentOf(layer, 'variance', 1).map((variance) => Math.max(Math.sqrt(variance), 1e-7));
  const invert = layer.flag('invert', false);
  return (input) => {
    const dimensions = shapeOf(input).length;
    const shared = layer.setting('axis') === undefined || mean.length === 1;
    const axes = shared
      ? []
      : layer
          .wholes('axis')
          .map((axis) => (axis < 0 ? dimensions + axis : axis - 1))
          .sort((one, other) => one - other);
    const along = (values: Float32Array): Along => ({ axes, values });
    return affine(
      invert ? { factor: along(deviation), offset: along(mean) } : { mean: along(mean), divisor: along(deviation) },
    )(input);
  };
};

/** Learned, as the layer's first and second weight; or given among the settings. */
export function momentOf(layer: KerasLayer, name: string, nth: number): Float32Array {
  const learned = layer.weights[nth];
  if (learned) return learned.values;
  const numbers = numbersIn(layer.setting(name) ?? null);
  if (numbers.length === 0) layer.refuse(`no dice su ${name}`, `it does not tell its ${name}`);
  return Float32Array.from(numbers);
}

/** Lists in lists, or in the objects that Keras 3 writes arrays as. */
export function numbersIn(value: Json): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  return isObject(value) ? numbersIn(value['config'] ?? value['value'] ?? null) : [];
}

const rescaling: Translator = (layer) => {
  const [scale, offset] = [numbersIn(layer.setting('scale') ?? 1), numbersIn(layer.setting('offset') ?? 0)];
  if (scale.length === 1 && offset.length === 1) {
    return sequence(layers.rescaling({ scale: scale[0]!, offset: offset[0]! }));
  }
  return (input) => {
    const along = (values: number[]): Along => ({ axes: values.length > 1 ? [shapeOf(input).length - 1] : [], values });
    return affine({ factor: along(scale), offset: along(offset) })(input);
  };
};

const softmax: Translator = (layer) => {
  const axes = layer.wholes('axis', [-1]);
  if (axes.length > 1) layer.refuse('va por varios ejes', 'it goes along several axes');
  return lastAxis(axes[0]!, sequence(layers.activation({ activation: 'softmax' })));
};

export const normalizations: Translators = {
  BatchNormalization: batchNormalization,
  BatchNormalizationV1: batchNormalization,
  BatchNormalizationV2: batchNormalization,
  SyncBatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Normalization: normalization,
  Rescaling: rescaling,
  Softmax: softmax,
};
