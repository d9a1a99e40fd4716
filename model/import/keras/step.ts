import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { sizeOf } from './weight.js';

/** What a layer does, as a piece of the TF.js network that is being built. Its weights are the same at each call. */
export type Step = (...inputs: SymbolicTensor[]) => SymbolicTensor;

/** Layers of TF.js, one after another; what takes several inputs comes first. */
export const sequence =
  (...steps: (Step | layers.Layer)[]): Step =>
  (...inputs) =>
    steps.reduce<SymbolicTensor[]>((given, step) => [call(step, given)], inputs)[0]!;

export const identity: Step = (input) => input;

function call(step: Step | layers.Layer, inputs: SymbolicTensor[]): SymbolicTensor {
  if (typeof step === 'function') return step(...inputs);
  return step.apply(inputs.length === 1 ? inputs[0]! : inputs) as SymbolicTensor;
}

/** The dimensions of one picture's values. */
export const shapeOf = (input: SymbolicTensor): number[] => input.shape.slice(1) as number[];

export const reshape =
  (target: (shape: number[]) => number[]): Step =>
  (input) => {
    const shape = shapeOf(input);
    const targetShape = target(shape);
    return String(shape) === String(targetShape) ? input : call(layers.reshape({ targetShape }), [input]);
  };

export const flatten = reshape((shape) => [sizeOf(shape)]);

/** Dimensions in another order, as Keras counts them: from 1, without that of the batch. */
export const permute =
  (dims: number[]): Step =>
  (input) => {
    // What has just been permuted, and is permuted back, was right before.
    const before = input.sourceLayer.getClassName() === 'Permute' ? input.inputs[0] : undefined;
    const last = before && (input.sourceLayer.getConfig()['dims'] as number[]);
    if (last?.every((dim, at) => dims[dim - 1] === at + 1)) return before!;
    return call(layers.permute({ dims }), [input]);
  };

/** One dimension moved to the end; they count as for {@link permute}, or from the end. */
export const toLast =
  (axis: number): Step =>
  (input) => {
    const { from, others } = aside(axis, input);
    return permute([...others, from])(input);
  };

/** Has a step that works along the last dimension work along another. */
export const lastAxis =
  (axis: number, step: Step): Step =>
  (input) => {
    const { from, others } = aside(axis, input);
    const back = [...others, from].map((_, at, order) => order.indexOf(at + 1) + 1);
    return from === shapeOf(input).length ? step(input) : sequence(toLast(from), step, permute(back))(input);
  };

/** A dimension, and the others in their order. */
function aside(axis: number, input: SymbolicTensor): { from: number; others: number[] } {
  const dims = shapeOf(input).map((_, at) => at + 1);
  const from = axis < 0 ? dims.length + 1 + axis : axis;
  return { from, others: dims.filter((dim) => dim !== from) };
}

/**
 * Has a step for pictures with channels last work on what a layer is given.
 * @param first whether channels come first there
 * @param dimensions 2 for pictures; 1 for lines, [length, channels], which are pictures one column wide
 */
export function placed(first: boolean, dimensions: 1 | 2, step: Step): Step {
  const work = dimensions === 1 ? onLines(step) : step;
  return first ? lastAxis(1, work) : work;
}

const onLines = (step: Step): Step =>
  sequence(
    reshape(([length, channels]) => [length!, 1, channels!]),
    step,
    reshape(([length, , channels]) => [length!, channels!]),
  );
