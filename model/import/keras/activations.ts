import { layers } from '@tensorflow/tfjs-layers';
import { formula, type FormulaName } from '#engine';
import { isObject, type JsonObject, type KerasLayer } from './layer.js';
import { identity, sequence, type Step } from './step.js';
import type { Translate } from './translator.js';

/** Those that TF.js knows and computes value by value; it can do them in one go with what comes before. */
const KNOWN = new Map([
  ['linear', 'linear'],
  ['relu', 'relu'],
  ['relu6', 'relu6'],
  ['elu', 'elu'],
  ['selu', 'selu'],
  ['gelu', 'gelu'],
  ['silu', 'swish'],
  ['swish', 'swish'],
  ['mish', 'mish'],
  ['softplus', 'softplus'],
  ['softsign', 'softsign'],
  ['tanh', 'tanh'],
  ['sigmoid', 'sigmoid'],
] as const);

type Known = 'hardSigmoid' | (typeof KNOWN extends Map<string, infer Value> ? Value : never);

/** Those that it does not know. */
const FORMULAS = new Map<string, FormulaName>([
  ['exponential', 'exponential'],
  ['celu', 'celu'],
  ['hard_sigmoid', 'hardsigmoid'],
  ['hard_silu', 'hardsilu'],
  ['hard_swish', 'hardsilu'],
  ['hard_tanh', 'hardtanh'],
  ['hard_shrink', 'hardshrink'],
  ['soft_shrink', 'softshrink'],
  ['tanh_shrink', 'tanhshrink'],
  ['log_sigmoid', 'logsigmoid'],
  ['squareplus', 'squareplus'],
  ['sparse_plus', 'sparseplus'],
  ['sparse_sigmoid', 'sparsesigmoid'],
  ['threshold', 'threshold'],
]);

/** The slope that Keras gives `leaky_relu` where it is named without one. */
const LEAK = 0.2;

/** An activation in two parts, of which one does nothing. */
export interface Activation {
  /** What a layer of TF.js does itself. */
  within: Known;
  /** What comes after it. */
  after: Step;
}

/**
 * What a layer's activation means: a name, alone or in an object, or a whole layer.
 * @throws BadUsage for one that is not known
 */
export function activationOf(
  layer: KerasLayer,
  translate: Translate,
  names = 'activation',
  fallback = 'linear',
): Activation {
  const value = layer.setting(names) ?? fallback;
  if (typeof value === 'string') return activationNamed(value, layer);
  if (!isObject(value)) return layer.refuse('su activación no se entiende', 'its activation makes no sense');
  // Keras 3 writes functions as `{"class_name": "function", "config": "relu"}`.
  if (typeof value['config'] === 'string') return activationNamed(value['config'], layer);
  return { within: 'linear', after: translate(value as JsonObject) };
}

/** An activation as a step of its own. */
export function activationStep(layer: KerasLayer, translate: Translate): Step {
  const { within, after } = activationOf(layer, translate);
  return within === 'linear' ? after : sequence(layers.activation({ activation: within }));
}

function activationNamed(name: string, layer: KerasLayer): Activation {
  // Keras 3 has made it steeper.
  if (name === 'hard_sigmoid' && layer.era.major < 3) return { within: 'hardSigmoid', after: identity };
  const known = (KNOWN as Map<string, Known>).get(name);
  return known ? { within: known, after: identity } : { within: 'linear', after: stepNamed(name, layer) };
}

function stepNamed(name: string, layer: KerasLayer): Step {
  const known = FORMULAS.get(name);
  if (known) return sequence(formula(known));
  // `softmax_v2` is what TensorFlow's own was written as.
  if (name === 'softmax' || name === 'softmax_v2') return sequence(layers.activation({ activation: 'softmax' }));
  if (name === 'log_softmax') return sequence(layers.activation({ activation: 'logSoftmax' as 'softmax' }));
  if (name === 'leaky_relu') return sequence(layers.leakyReLU({ alpha: LEAK }));
  return layer.refuse(`no se conoce la activación ${name}`, `the activation ${name} is not known`);
}
