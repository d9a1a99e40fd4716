import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { BadUsage } from '../../bad-usage.js';
import { isObject, readLayer, type Era, type Json, type JsonObject } from './layer.js';
import { snakeCase } from './naming.js';
import { isTraining, referencesIn, type Reference } from './nodes.js';
import { sequence, type Step } from './step.js';
import { translate } from './translate.js';
import type { Weight } from './weight.js';

/** Where a layer stands in the model that holds it. */
export interface Place {
  name: string;
  className: string;
  /** How many layers come before it, and how many of its kind: files may name layers so. */
  index: number;
  nth: number;
}

/** A Keras model as a file holds it. */
export interface KerasModel {
  /** `{ class_name, config }`. */
  architecture: JsonObject;
  era: Era;
  /** A layer's weights in Keras' order. @param path from the outermost model's layer to this one */
  weightsAt: (path: Place[]) => Weight[];
}

/** What a whole model does, built of TF.js' layers. @throws BadUsage for what cannot be imported */
export function networkOf({ architecture, era, weightsAt }: KerasModel): Step {
  const build = (model: JsonObject, path: Place[]): Step => {
    const steps = new Map<string, Step>();
    const layers = layersOf(model);
    const seen = new Map<string, number>();
    let index = 0;
    for (const json of layers) {
      const { className, name } = readLayer(json, era);
      if (className === 'InputLayer') continue;
      const kind = snakeCase(className);
      const nth = seen.get(kind) ?? 0;
      seen.set(kind, nth + 1);
      const here = [...path, { name, className, index: index++, nth }];
      steps.set(name, isModel(json) ? build(json, here) : translate(readLayer(json, era, weightsAt(here))));
    }
    return isSequential(model) ? sequence(...steps.values()) : functional(model, layers, steps, era);
  };
  return build(architecture, []);
}

/** Each layer is called with what its calls refer to, once for each call, when its outcome is needed. */
function functional(model: JsonObject, layers: JsonObject[], steps: Map<string, Step>, era: Era): Step {
  const { input_layers: inputLayers, output_layers: outputLayers } = model['config'] as JsonObject;
  const [inputs, outputs] = [referencesIn(inputLayers), referencesIn(outputLayers)];
  if (outputs.length !== 1) {
    throw new BadUsage(
      `El modelo tiene ${outputs.length} salidas, y solo se puede servir una.`,
      `The model has ${outputs.length} outputs, and only one can be served.`,
    );
  }
  const calls = new Map(layers.map((json) => [readLayer(json, era).name, [json['inbound_nodes'] ?? []].flat()]));
  const references = [...calls.values()].flatMap(referencesIn).concat(outputs);
  // A model within was called before, as a model of its own, and that call counts in references but is not in the file.
  const callOf = ({ layer, call }: Reference): Json | undefined => {
    const last = Math.max(...references.filter((each) => each.layer === layer).map((each) => each.call));
    const told = calls.get(layer) ?? [];
    return told[call - Math.max(0, last + 1 - told.length)];
  };
  return (...given) => {
    const known = new Map<string, SymbolicTensor>();
    inputs.forEach(({ layer, call }, nth) => known.set(`${layer} ${call}`, given[nth]!));
    const under = new Set<string>();
    const resolve = ({ layer, call, output }: Reference): SymbolicTensor => {
      const key = `${layer} ${call}`;
      const found = known.get(key);
      if (found) return found;
      const step = steps.get(layer);
      const told = callOf({ layer, call, output });
      if (!step || !told || output !== 0 || under.has(key)) throw misunderstood();
      if (isTraining(told)) throw training(layer);
      under.add(key);
      const result = step(...referencesIn(told).map(resolve));
      known.set(key, result);
      return result;
    };
    return resolve(outputs[0]!);
  };
}

/** The layers of a model; the oldest Sequential models are a list of them and nothing else. */
export function layersOf(model: JsonObject): JsonObject[] {
  const { config } = model;
  const list = Array.isArray(config) ? config : isObject(config) ? config['layers'] : undefined;
  if (!Array.isArray(list) || !list.every(isObject)) throw misunderstood();
  return list;
}

export const isModel = (json: JsonObject): boolean =>
  ['Sequential', 'Functional', 'Model'].includes(String(json['class_name']));

export const isSequential = (json: JsonObject): boolean => json['class_name'] === 'Sequential';

const training = (layer: string): BadUsage =>
  new BadUsage(
    `capa ${layer}: no se puede importar: se usa como al entrenar, y respondería cada vez otra cosa.`,
    `layer ${layer}: cannot be imported: it is used as in training, and would answer something else each time.`,
  );

const misunderstood = (): BadUsage =>
  new BadUsage(
    'La arquitectura del modelo no se entiende: está incompleta o la escribió una clase propia.',
    'The model’s architecture makes no sense: it is incomplete, or a class of somebody’s own wrote it.',
  );
