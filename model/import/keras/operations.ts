import { layers } from '@tensorflow/tfjs-layers';
import { isObject, KerasLayer, type Json, type JsonObject } from './layer.js';
import { subtraction } from './layers/merging.js';
import { referencesIn } from './nodes.js';
import { sequence, type Step } from './step.js';
import { translate } from './translate.js';

/** What an operation does with a number, and with another tensor. */
interface Operation {
  number: (by: number) => { scale: number; offset?: number };
  tensor: () => Step;
}

const add: Operation = { number: (by) => ({ scale: 1, offset: by }), tensor: () => sequence(layers.add()) };
const subtract: Operation = { number: (by) => ({ scale: 1, offset: -by }), tensor: () => subtraction };
const multiply: Operation = { number: (by) => ({ scale: by }), tensor: () => sequence(layers.multiply()) };
const divide: Omit<Operation, 'tensor'> = { number: (by) => ({ scale: 1 / by }) };

/** As tf.keras names the functions, and Keras 3 the classes. */
const OPERATIONS = new Map<string, Partial<Operation>>([
  ['math.add', add],
  ['__operators__.add', add],
  ['Add', add],
  ['math.subtract', subtract],
  ['Subtract', subtract],
  ['math.multiply', multiply],
  ['Multiply', multiply],
  ['math.truediv', divide],
  ['math.divide', divide],
  ['TrueDivide', divide],
  ['Divide', divide],
]);

/** Activations that are called as functions. */
const ACTIVATIONS = new Map(
  ['relu', 'relu6', 'elu', 'selu', 'gelu', 'silu', 'softplus', 'softmax', 'sigmoid', 'tanh'].flatMap((name) =>
    [`nn.${name}`, `math.${name}`, name[0]!.toUpperCase() + name.slice(1)].map((spelling) => [spelling, name] as const),
  ),
);

/**
 * Whether a layer is what somebody wrote between layers, such as `x / 255`, and no layer of its own. Where a file does not
 * say so, it shows in what the layer is called with: layers are not called with numbers.
 */
export function isOperation({ class_name: className, module, inbound_nodes: calls }: JsonObject): boolean {
  if (className === 'TFOpLambda' || /^keras\.(src\.)?ops(\.|$)/.test(String(module))) return true;
  return (
    OPERATIONS.has(String(className)) && Array.isArray(calls) && calls.some((call) => numberIn(call) !== undefined)
  );
}

/**
 * An operation as it is called.
 * @throws BadUsage for any but those of arithmetic, on a tensor and a number or two tensors
 */
export function operation(layer: KerasLayer, call: Json): Step {
  const name = nameOf(layer);
  const known = OPERATIONS.get(name);
  const number = numberIn(call);
  const tensors = referencesIn(call).length;
  if (number !== undefined && tensors === 1 && known?.number) return sequence(layers.rescaling(known.number(number)));
  if (number === undefined && tensors === 2 && known?.tensor) return known.tensor();
  const activation = ACTIVATIONS.get(name);
  const plain = layer.setting('axis') === undefined || layer.setting('axis') === -1;
  if (activation && plain && number === undefined && tensors === 1) {
    return translate(new KerasLayer('Activation', layer.name, { activation }, layer.era));
  }
  return layer.refuse(`es la operación suelta ${name}`, `it is the single operation ${name}`);
}

/** What an operation's first call multiplies by; 1 where that is nothing. */
export function factorOf(layer: KerasLayer, { inbound_nodes: calls }: JsonObject): number {
  const known = OPERATIONS.get(nameOf(layer));
  const number = Array.isArray(calls) ? numberIn(calls[0] ?? null) : undefined;
  return (number !== undefined && known?.number?.(number).scale) || 1;
}

const nameOf = (layer: KerasLayer): string => String(layer.setting('function') ?? layer.className);

/** The second operand, where it is a number: in Keras 3 an argument, in tf.keras among those that have names. */
function numberIn(call: Json): number | undefined {
  const named = Array.isArray(call) ? call[3] : isObject(call) ? call['kwargs'] : undefined;
  const second = isObject(call) && Array.isArray(call['args']) ? call['args'][1] : undefined;
  const operand = second ?? (isObject(named) ? (named['y'] ?? named['x2']) : undefined);
  return typeof operand === 'number' ? operand : undefined;
}
