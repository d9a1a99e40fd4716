import { layers } from '@tensorflow/tfjs-layers';
import type { KerasLayer } from './layer.js';
import { identity, sequence, type Step } from './step.js';

/** Rows and columns. */
export type Plane = [number, number];

/** A convolution's window; on lines, one column wide. */
export function windowOf(layer: KerasLayer, dimensions: 1 | 2): Plane {
  if (dimensions === 1) return [layer.sizes('kernel_size|filter_length', 1)[0]!, 1];
  if (layer.setting('nb_row') !== undefined) return [layer.whole('nb_row'), layer.whole('nb_col')];
  return layer.sizes('kernel_size', 2) as Plane;
}

/** Steps down and across: of a window, or between what it looks at. */
export function stepsOf(layer: KerasLayer, names: string, dimensions: 1 | 2, fallback = 1): Plane {
  const [down = 1, across = 1] = layer.sizes(names, dimensions, fallback);
  return [down, across];
}

/**
 * How a window stands at the border.
 * @param reach rows that it looks back where it may not look ahead
 */
export function paddingOf(layer: KerasLayer, reach: number): { before: Step; padding: 'same' | 'valid' } {
  const padding = layer.word('padding|border_mode', ['same', 'valid', 'causal'], 'valid');
  if (padding !== 'causal') return { before: identity, padding };
  const sides: [Plane, Plane] = [
    [reach, 0],
    [0, 0],
  ];
  return { before: sequence(layers.zeroPadding2d({ padding: sides })), padding: 'valid' };
}
