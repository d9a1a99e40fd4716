import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { BadUsage } from '../../bad-usage.js';
import { readLayer, type Era, type Json, type JsonObject } from './layer.js';
import { isTraining, referencesIn, type Reference } from './nodes.js';
import { isOperation, operation } from './operations.js';
import { isModel, isSequential, layersOf, misunderstood, placedLayers, type Place } from './places.js';
import { sequence, type Step } from './step.js';
import { translate } from './translate.js';
import type { Weight } from './weight.js';

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
    for (const { json, layer, path: here } of placedLayers(model, era, path)) {
      const { index, name } = here.at(-1)!;
      // Models within a sequential one of Keras 1 have no names.
      const key = isSequential(model) ? String(index) : name;
      if (isModel(json)) steps.set(key, build(json, here));
      else if (!isOperation(json)) steps.set(key, translate(layer.withWeights(weightsAt(here))));
    }
    return isSequential(model) ? sequence(...steps.values()) : functional(model, steps, era);
  };
  return build(architecture, []);
}

/** Each layer is called with what its calls refer to, once for each call, when its outcome is needed. */
function functional(model: JsonObject, steps: Map<string, Step>, era: Era): Step {
  const { input_layers: inputLayers, output_layers: outputLayers } = model['config'] as JsonObject;
  const [inputs, outputs] = [referencesIn(inputLayers), referencesIn(outputLayers)];
  if (outputs.length !== 1) {
    throw new BadUsage(
      `El modelo tiene ${outputs.length} salidas, y solo se puede servir una.`,
      `The model has ${outputs.length} outputs, and only one can be served.`,
    );
  }
  const byName = new Map(layersOf(model).map((json) => [readLayer(json, era).name, json]));
  const calls = new Map([...byName].map(([name, json]) => [name, [json['inbound_nodes'] ?? []].flat()]));
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
      const [json, told] = [byName.get(layer), callOf({ layer, call, output })];
      if (!json || !told || output !== 0 || under.has(key)) throw misunderstood();
      if (isTraining(told)) throw training(layer);
      under.add(key);
      const step = steps.get(layer) ?? operation(readLayer(json, era), told);
      const result = step(...referencesIn(told).map(resolve));
      known.set(key, result);
      return result;
    };
    return resolve(outputs[0]!);
  };
}

const training = (layer: string): BadUsage =>
  new BadUsage(
    `capa ${layer}: no se puede importar: se usa como al entrenar, y respondería cada vez otra cosa.`,
    `layer ${layer}: cannot be imported: it is used as in training, and would answer something else each time.`,
  );
