import { BadUsage } from '../../bad-usage.js';
import { isObject, readLayer, type Era, type JsonObject, type KerasLayer } from './layer.js';
import { snakeCase } from './naming.js';

/** Where a layer stands in the model that holds it. */
export interface Place {
  name: string;
  className: string;
  /** How many layers come before it, and how many of its kind: files may name layers so. */
  index: number;
  nth: number;
}

export interface PlacedLayer {
  json: JsonObject;
  /** Without its weights. */
  layer: KerasLayer;
  /** From the outermost model's layer to this one. */
  path: Place[];
}

/** The layers that a model is made of, but for what stands for its input; a model within is one of them. */
export function placedLayers(model: JsonObject, era: Era, path: Place[] = []): PlacedLayer[] {
  const seen = new Map<string, number>();
  return layersOf(model)
    .map((json) => ({ json, layer: readLayer(json, era) }))
    .filter(({ layer }) => layer.className !== 'InputLayer')
    .map(({ json, layer }, index) => {
      const { className, name } = layer;
      const kind = snakeCase(className);
      const nth = seen.get(kind) ?? 0;
      seen.set(kind, nth + 1);
      return { json, layer, path: [...path, { name, className, index, nth }] };
    });
}

/** All layers, those of models within in their place. */
export function leavesOf(model: JsonObject, era: Era, path: Place[] = []): PlacedLayer[] {
  return placedLayers(model, era, path).flatMap((placed) =>
    isModel(placed.json) ? leavesOf(placed.json, era, placed.path) : [placed],
  );
}

/** The layers of a model; the oldest Sequential models are a list of them and nothing else. */
export function layersOf({ config }: JsonObject): JsonObject[] {
  const list = Array.isArray(config) ? config : isObject(config) ? config['layers'] : undefined;
  if (!Array.isArray(list) || !list.every(isObject)) throw misunderstood();
  return list;
}

export const isModel = (json: JsonObject): boolean =>
  ['Sequential', 'Functional', 'Model'].includes(String(json['class_name']));

export const isSequential = (json: JsonObject): boolean => json['class_name'] === 'Sequential';

export const misunderstood = (): BadUsage =>
  new BadUsage(
    'La arquitectura del modelo no se entiende: está incompleta o la escribió una clase propia.',
    'The model’s architecture makes no sense: it is incomplete, or a class of somebody’s own wrote it.',
  );
