import { isObject, type Json, type JsonObject } from './layer.js';
import { isModel, isSequential, layersOf } from './places.js';
import { referencesIn } from './nodes.js';

/** Dimensions of one picture's values, null where the model takes any. */
export type InputShape = (number | null)[];

/**
 * What a model's configuration tells of what it takes: its input layer, or the first layer that says so.
 * @returns one shape for each input; none where nobody says
 */
export function inputShapesOf(model: JsonObject): InputShape[] {
  const layers = layersOf(model);
  if (!isSequential(model) && isObject(model['config'])) {
    const names = referencesIn(model['config']['input_layers']).map(({ layer }) => layer);
    return names.flatMap((name) => layers.filter((json) => nameOf(json) === name).flatMap((json) => told(json)));
  }
  const own = told(model);
  if (own.length > 0) return own;
  return (
    layers.map((json) => (isModel(json) ? inputShapesOf(json) : told(json))).find(({ length }) => length > 0) ?? []
  );
}

function told(json: JsonObject): InputShape[] {
  const config = isObject(json['config']) ? json['config'] : {};
  const built = isObject(json['build_config']) ? json['build_config'] : {};
  const { batch_shape: shape, batch_input_shape: older, build_input_shape: sequential } = config;
  const found = [shape, older, sequential, built['input_shape']].find(isShape);
  return found ? [found.slice(1)] : [];
}

const isShape = (json: Json | undefined): json is InputShape =>
  Array.isArray(json) && json.length > 1 && json.every((side) => side === null || Number.isSafeInteger(side));

const nameOf = (json: JsonObject): Json | undefined =>
  json['name'] ?? (isObject(json['config']) ? json['config']['name'] : undefined);
