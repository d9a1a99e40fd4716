import { isObject, type Json, type JsonObject } from './layer.js';
import { isModel, layersOf, type KerasModel } from './network.js';

/** Whether the first layer that says so wants channels first; undefined where none does. */
export function channelOrderOf(architecture: JsonObject): boolean | undefined {
  for (const { class_name: className, config } of leavesOf(architecture)) {
    const order = isObject(config) ? (config['data_format'] ?? config['dim_ordering']) : undefined;
    if (className !== 'Flatten' && typeof order === 'string') return order === 'channels_first' || order === 'th';
  }
  return undefined;
}

/**
 * The range of pixel values that a model brings down itself, before anything else: it was trained with those of files.
 * @returns undefined where its first layers do not tell
 */
export function usualRangeOf({ architecture }: KerasModel): [number, number] | undefined {
  for (const { class_name: className, config } of leavesOf(architecture)) {
    if (className === 'Rescaling' && isObject(config)) return isSmall(config['scale']) ? [0, 255] : undefined;
    if (!/^(InputLayer|Random\w+|Reshape|Resizing|CenterCrop|ZeroPadding2D|Permute|Flatten)$/.test(String(className))) {
      return undefined;
    }
  }
  return undefined;
}

/** Layers, those of models within in their place. */
function leavesOf(model: JsonObject): JsonObject[] {
  return layersOf(model).flatMap((json) => (isModel(json) ? leavesOf(json) : [json]));
}

/** As 1 ÷ 255, or one of them for each channel. */
function isSmall(scale: Json | undefined): boolean {
  return Array.isArray(scale) ? scale.every(isSmall) : typeof scale === 'number' && scale > 0 && scale < 0.05;
}
