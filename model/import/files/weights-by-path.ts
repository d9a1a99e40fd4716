import type { KerasModel } from '../keras/network.js';
import type { Place } from '../keras/places.js';
import { snakeCase } from '../keras/naming.js';
import type { Weight } from '../keras/weight.js';
import type { Hdf5 } from './hdf5.js';

/** Where a model keeps its layers; the second is what TensorFlow 2.12 called it. */
const CONTAINERS = ['layers', '_layer_checkpoint_dependencies'];

/** Parts of a layer that have weights of their own, in the order in which those come. */
const PARTS = ['cell', 'forward_layer', 'backward_layer', 'layer'];

/**
 * The weights of a `.weights.h5`: each layer has a group, named after its class and numbered among its kind; in it, a group
 * `vars` with its weights, numbered.
 */
export function weightsInPaths(file: Hdf5): KerasModel['weightsAt'] {
  return (path) => {
    const group = path.reduce<string | undefined>(
      (above, place) => (above === undefined ? undefined : groupOf(file, above, place)),
      '',
    );
    return group ? weightsBelow(file, group) : [];
  };
}

/** The numbers of a kind may leave gaps, but are in order; the newest files tell the layer's name, too. */
function groupOf(file: Hdf5, above: string, { className, name, nth }: Place): string | undefined {
  const kind = snakeCase(className);
  const groups = CONTAINERS.flatMap((container) => {
    const numbers = new Map(file.names(`${above}/${container}`).map((group) => [group, numberOf(group, kind)]));
    return [...numbers.keys()]
      .filter((group) => numbers.get(group) !== null)
      .sort((one, other) => numbers.get(one)! - numbers.get(other)!)
      .map((group) => `${above}/${container}/${group}`);
  });
  return groups.find((group) => file.text(`${group}/vars`, 'name') === name) ?? groups[nth];
}

function numberOf(name: string, kind: string): number | null {
  if (name === kind) return 0;
  const match = name.startsWith(`${kind}_`) ? /^\d+$/.exec(name.slice(kind.length + 1)) : null;
  return match ? Number(match[0]) : null;
}

function weightsBelow(file: Hdf5, group: string): Weight[] {
  const names = file.names(`${group}/vars`).sort((one, other) => Number(one) - Number(other));
  const own = names.map((name) => file.weight(`${group}/vars/${name}`));
  const parts = PARTS.filter((part) => file.names(group).includes(part));
  return [...own, ...parts.flatMap((part) => weightsBelow(file, `${group}/${part}`))];
}

export const hasPaths = (file: Hdf5): boolean => file.names('/').some((name) => CONTAINERS.includes(name));
