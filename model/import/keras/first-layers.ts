import { isObject, readLayer, type KerasLayer } from './layer.js';
import { momentOf, numbersIn } from './layers/normalizations.js';
import { trainingOnly } from './layers/training-only.js';
import type { KerasModel } from './network.js';
import { factorOf, isOperation } from './operations.js';
import { leavesOf } from './places.js';

/** Whether the first layer that says so wants channels first; undefined where none does. */
export function channelOrderOf({ architecture, era }: KerasModel): boolean | undefined {
  for (const { json } of leavesOf(architecture, era)) {
    const { class_name: className, config } = json;
    const order = isObject(config) ? (config['data_format'] ?? config['dim_ordering']) : undefined;
    if (className !== 'Flatten' && typeof order === 'string') return order === 'channels_first' || order === 'th';
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
  const first = leavesOf(architecture, era).find(({ json }) => !BEFORE.includes(String(json['class_name'])));
  if (first && isOperation(first.json))
    return isSmall(factorOf(readLayer(first.json, era), first.json)) ? [0, 255] : undefined;
  const layer = first && readLayer(first.json, era, weightsAt(first.path));
  return layer && bringsDown(layer) ? [0, 255] : undefined;
}

function bringsDown(layer: KerasLayer): boolean {
  if (layer.className === 'Rescaling') return numbersIn(layer.setting('scale') ?? 1).every(isSmall);
  return layer.className === 'Normalization' && momentOf(layer, 'mean', 0).some((mean) => mean > LARGE);
}

/** As 1 ÷ 255. */
const isSmall = (scale: number): boolean => scale > 0 && scale < 0.05;
