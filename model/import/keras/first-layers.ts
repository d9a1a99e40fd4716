import { momentOf, numbersIn } from './layers/normalizations.js';
import { trainingOnly } from './layers/training-only.js';
import type { KerasModel } from './network.js';
import { factorOf, isOperation } from './operations.js';
import { leavesOf, type PlacedLayer } from './places.js';

/** Whether the first layer that says so wants channels first; undefined where none does. */
export function channelOrderOf({ architecture, era }: KerasModel): boolean | undefined {
  for (const { layer } of leavesOf(architecture, era)) {
    const order = layer.setting('data_format|dim_ordering');
    if (layer.className !== 'Flatten' && typeof order === 'string') return order === 'channels_first' || order === 'th';
  }
  return undefined;
}

/** What may come before a layer that brings levels down. */
const BEFORE = [
  'Reshape',
  'Resizing',
  'CenterCrop',
  'ZeroPadding2D',
  'Permute',
  'Flatten',
  ...Object.keys(trainingOnly),
];

/** A mean level above this is that of values from 0 to 255. */
const LARGE = 2;

/**
 * The range of pixel values that a model brings down itself, before anything else: it was trained with those of files.
 * @returns undefined where its first layers do not tell
 */
export function usualRangeOf({ architecture, era, weightsAt }: KerasModel): [number, number] | undefined {
  const first = leavesOf(architecture, era).find(({ layer }) => !BEFORE.includes(layer.className));
  return first && bringsDown(first, weightsAt) ? [0, 255] : undefined;
}

function bringsDown({ json, layer, path }: PlacedLayer, weightsAt: KerasModel['weightsAt']): boolean {
  if (isOperation(json)) return isSmall(factorOf(layer, json));
  if (layer.className === 'Rescaling') return numbersIn(layer.setting('scale') ?? 1).every(isSmall);
  if (layer.className !== 'Normalization') return false;
  return momentOf(layer.withWeights(weightsAt(path)), 'mean', 0).some((mean) => mean > LARGE);
}

/** As 1 ÷ 255. */
const isSmall = (scale: number): boolean => scale > 0 && scale < 0.05;
