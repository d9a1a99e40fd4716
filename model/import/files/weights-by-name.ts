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
  return ([outermost, ...inner]) => {
    const { name, index } = outermost!;
    // A model within one of Keras 1 may have no name but in this list.
    const group = `${root}/${groups.includes(name) ? name : groups[index]}`;
    const names = file.texts(group, 'weight_names') ?? [];
    const leaf = inner.at(-1);
    const own = leaf ? names.filter((name) => isOf(name, leaf.name)) : names;
    return own.map((name) => file.weight(`${group}/${name}`));
  };
}

/** Weights that are told apart by their names alone. */
export const weightsNamed =
  (weights: Map<string, Weight>): WeightsAt =>
  (path) =>
    [...weights].filter(([name]) => isOf(name, path.at(-1)!.name)).map(([, weight]) => weight);

/** `dense_1/kernel:0`, `model/dense_1/kernel`; in Keras 1 `dense_1_W`. */
function isOf(weight: string, layer: string): boolean {
  const parts = weight.split('/');
  return parts.length > 1 ? parts.slice(0, -1).includes(layer) : weight.startsWith(`${layer}_`);
}
