import { profile, util } from '@tensorflow/tfjs-core';
import type { LoadedModel } from './engine.js';

/** Multiply-adds of one prediction, as the kernels count them that it is made with: of convolutions and products. */
export async function multiplyAddsOf(model: LoadedModel): Promise<number> {
  const { width, height, channels } = model.manifest.input;
  const { kernels } = await profile(async () => {
    await model.predict(new Float32Array(height * width * channels), 1);
    return [];
  });
  let total = 0;
  let within: number[] = [];
  for (const { name, inputShapes, outputShapes } of kernels) {
    const [input = [], weights = []] = inputShapes.map((shape) => shape ?? []);
    const work = workOf(name, input, weights, util.sizeFromShape(outputShapes[0] ?? []));
    if (name.endsWith('__op')) {
      // A fused operation is told after the kernels that do its work, which are told, too.
      while (within.at(-1) === work) within.pop();
      total += sum(within) + work;
      within = [];
    } else if (work > 0) within.push(work);
  }
  return total + sum(within);
}

/** Each output of a convolution is a sum over the kernel's window and, unless depthwise, the channels. */
function workOf(kernel: string, input: number[], weights: number[], outputs: number): number {
  const [rows = 0, columns = 0, inward = 0] = weights;
  if (/DepthwiseConv2d/i.test(kernel)) return outputs * rows * columns;
  // A transposed convolution spreads each input over the window.
  if (kernel === 'Conv2DBackpropInput') return util.sizeFromShape(input) * rows * columns * inward;
  if (/Conv2d/i.test(kernel)) return outputs * rows * columns * inward;
  if (/MatMul/.test(kernel)) return outputs * (input.at(-1) ?? 0);
  return 0;
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
