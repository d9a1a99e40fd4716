import { layers } from '@tensorflow/tfjs-layers';
import { activationOf } from '../activations.js';
import type { KerasLayer } from '../layer.js';
import { placed, sequence, type Step } from '../step.js';
import { storedKernel } from '../stored-kernel.js';
import type { Translator, Translators } from '../translator.js';
import { dilated, ungrouped, type Weight } from '../weight.js';
import { weighing, weightsOf } from '../weighted.js';
import { paddingOf, stepsOf, windowOf } from '../window.js';

/** A convolution of pictures; one of lines, where the kernel is one column wide. */
const convolution =
  (dimensions: 1 | 2): Translator =>
  (layer, translate) => {
    const filters = layer.whole('filters|nb_filter');
    const groups = layer.whole('groups', 1);
    const useBias = layer.flag('use_bias|bias', true);
    const size = windowOf(layer, dimensions);
    const dilationRate = stepsOf(layer, 'dilation_rate|atrous_rate', dimensions);
    const [kernel, bias] = weightsOf(storedKernel(layer, size), [...size, null, filters], useBias && [filters]);
    const { before, padding } = paddingOf(layer, (size[0] - 1) * dilationRate[0]);
    const { within, after } = activationOf(layer, translate);
    const convolve = layers.conv2d({
      ...{ filters, kernelSize: size, strides: stepsOf(layer, 'strides|subsample|subsample_length', dimensions) },
      ...{ padding, dilationRate, useBias, activation: within },
      ...weighing(groups > 1 ? ungrouped(kernel!, groups) : kernel, bias),
    });
    return sequence(placed(layer.channelsFirst, dimensions, sequence(before, convolve)), after);
  };

/** Each channel by itself; `multiplier` outputs of each. */
const depthwise =
  (dimensions: 1 | 2): Translator =>
  (layer, translate) => {
    const size = windowOf(layer, dimensions);
    const useBias = layer.flag('use_bias', true);
    const [kernel, bias] = weightsOf(storedKernel(layer, size), [...size, null, null], useBias && [null]);
    const { within, after } = activationOf(layer, translate);
    return sequence(
      placed(layer.channelsFirst, dimensions, eachChannel(layer, dimensions, kernel!, { bias, activation: within })),
      after,
    );
  };

/** Each channel by itself, then across the channels. */
const separable =
  (dimensions: 1 | 2): Translator =>
  (layer, translate) => {
    const filters = layer.whole('filters|nb_filter');
    const size = windowOf(layer, dimensions);
    const useBias = layer.flag('use_bias|bias', true);
    const [kernel, across, bias] = weightsOf(
      storedKernel(layer, size),
      [...size, null, null],
      [1, 1, null, filters],
      useBias && [filters],
    );
    const { within, after } = activationOf(layer, translate);
    const mix = layers.conv2d({ filters, kernelSize: 1, useBias, activation: within, ...weighing(across, bias) });
    return sequence(
      placed(layer.channelsFirst, dimensions, sequence(eachChannel(layer, dimensions, kernel!), mix)),
      after,
    );
  };

function eachChannel(
  layer: KerasLayer,
  dimensions: 1 | 2,
  kernel: Weight,
  { bias, activation = 'linear' }: { bias?: Weight | undefined; activation?: 'linear' | 'relu' | string } = {},
): Step {
  const [down, across] = stepsOf(layer, 'strides|subsample', dimensions);
  // TF.js ignores a dilation here, so the kernel itself is spread.
  const spread = dilated(kernel, stepsOf(layer, 'dilation_rate', dimensions));
  const { before, padding } = paddingOf(layer, spread.shape[0]! - 1);
  const filter = layers.depthwiseConv2d({
    kernelSize: [spread.shape[0]!, spread.shape[1]!],
    depthMultiplier: spread.shape[3]!,
    // TensorFlow wants both the same; a line is but one column wide.
    strides: dimensions === 1 ? [down, down] : [down, across],
    ...{ padding, useBias: bias !== undefined, activation: activation as 'linear' },
    ...weighing(spread, bias),
  });
  return sequence(before, filter);
}

const transposed =
  (dimensions: 1 | 2): Translator =>
  (layer, translate) => {
    const filters = layer.whole('filters');
    const useBias = layer.flag('use_bias', true);
    const size = windowOf(layer, dimensions);
    const dilation = stepsOf(layer, 'dilation_rate', dimensions);
    if (layer.setting('output_padding') !== undefined || Math.max(...dilation) > 1) {
      layer.refuse('usa output_padding o dilation_rate', 'it uses output_padding or dilation_rate');
    }
    const [kernel, bias] = weightsOf(storedKernel(layer, size), [...size, filters, null], useBias && [filters]);
    const { within, after } = activationOf(layer, translate);
    const spread = layers.conv2dTranspose({
      ...{ filters, kernelSize: size, strides: stepsOf(layer, 'strides', dimensions) },
      ...{ padding: layer.word('padding', ['same', 'valid'], 'valid'), useBias, activation: within },
      ...weighing(kernel, bias),
    });
    return sequence(placed(layer.channelsFirst, dimensions, sequence(spread)), after);
  };

export const convolutions: Translators = {
  Conv1D: convolution(1),
  Convolution1D: convolution(1),
  AtrousConvolution1D: convolution(1),
  Conv2D: convolution(2),
  Convolution2D: convolution(2),
  AtrousConvolution2D: convolution(2),
  DepthwiseConv1D: depthwise(1),
  DepthwiseConv2D: depthwise(2),
  SeparableConv1D: separable(1),
  SeparableConvolution1D: separable(1),
  SeparableConv2D: separable(2),
  SeparableConvolution2D: separable(2),
  Conv1DTranspose: transposed(1),
  Conv2DTranspose: transposed(2),
  Convolution2DTranspose: transposed(2),
};
