import { BadUsage } from '../../bad-usage.js';
import type { KerasModel } from '../keras/network.js';
import type { Weight } from '../keras/weight.js';
import type { Hdf5 } from './hdf5.js';

type WeightsAt = KerasModel['weightsAt'];

/**
 * The weights of Keras 1 and 2, and of Keras 3 where it writes as they did: a group for each layer of the outermost model,
 * with a list of its weights; what is in a nested model is told apart by the names of the weights.
 * @param root the group that holds the layers' groups
 */
export function weightsInGroups(file: Hdf5, root: string): WeightsAt {
  const groups = file.texts(root, 'layer_names') ?? [];
  const owners = new Owners();
  return ([outermost, ...inner]) => {
    const { name, className, index } = outermost!;
    // A model within one of Keras 1 may have no name but in this list, and goes by its class.
    const group = `${root}/${name === className ? groups[index] : name}`;
    const names = file.texts(group, 'weight_names') ?? [];
    const leaf = inner.at(-1);
    const own = leaf ? weightsOfLayer(names, leaf.name) : names;
    return own.map((name) => file.weight(owners.claim(`${group}/${name}`, leaf?.name ?? outermost!.name)));
  };
}

/** Weights that are told apart by their names alone. */
export function weightsNamed(weights: Map<string, Weight>): WeightsAt {
  const owners = new Owners();
  return (path) => {
    const { name: layer } = path.at(-1)!;
    return weightsOfLayer([...weights.keys()], layer).map((name) => weights.get(owners.claim(name, layer))!);
  };
}

/** Whose each weight is: names that were changed may fit two layers, and then nobody can say. */
class Owners {
  private readonly owners = new Map<string, string>();

  /** @returns the weight @throws BadUsage where another layer has it */
  claim(weight: string, layer: string): string {
    const owner = this.owners.get(weight) ?? layer;
    this.owners.set(weight, owner);
    if (owner === layer) return weight;
    throw new BadUsage(
      `No se puede saber de qué capa son los pesos ${weight}: de ${owner} o de ${layer}.`,
      `There is no telling whose the weights ${weight} are: those of ${owner} or of ${layer}.`,
    );
  }
}

/**
 * The names of a layer's weights among those of others: `dense/kernel:0`, in Keras 1 `dense_W`; or `model/dense/kernel`,
 * `lstm/lstm_cell/kernel:0`; or `dense_1/kernel:0`, for TensorFlow renamed the weights of what was built twice. Names of
 * layers may hold slashes themselves, so that what fits better comes first.
 */
function weightsOfLayer(names: string[], layer: string): string[] {
  const isOwn = (name: string): boolean => {
    if (!name.includes('/')) return name.startsWith(`${layer}_`) && /^\D/.test(name.slice(layer.length + 1));
    return ownerOf(name) === layer;
  };
  const isWithin = (name: string): boolean => `/${ownerOf(name)}/`.includes(`/${layer}/`);
  const isRenamed = (name: string): boolean => isWithin(name.replace(/_\d+(?=\/[^/]+$)/, ''));
  return [isOwn, isWithin, isRenamed].map((fits) => names.filter(fits)).find((found) => found.length > 0) ?? [];
}

const ownerOf = (weight: string): string => weight.slice(0, Math.max(0, weight.lastIndexOf('/')));
