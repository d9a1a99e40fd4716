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

/** Has a step that knows channels last only work on channels first: of lines (2 dimensions) or pictures (3). */
export const channelsLast = (first: boolean, dimensions: 2 | 3, step: Step): Step =>
  first ? sequence(lastly(dimensions), step, firstly(dimensions)) : step;

/** Channels from the front to the end. */
export const lastly = (dimensions: 2 | 3): Step => permute(dimensions === 2 ? [2, 1] : [2, 3, 1]);
const firstly = (dimensions: 2 | 3): Step => permute(dimensions === 2 ? [2, 1] : [3, 1, 2]);

/** Has a step for pictures work on lines, [length, channels], which are pictures one column wide. */
export const onLines = (step: Step): Step =>
  sequence(
    reshape(([length, channels]) => [length!, 1, channels!]),
    step,
    reshape(([length, , channels]) => [length!, channels!]),
  );
