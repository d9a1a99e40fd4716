import { BadUsage } from '../../bad-usage.js';
import { isObject, type Era, type Json, type JsonObject } from '../keras/layer.js';
import type { KerasModel } from '../keras/network.js';
import { isModel } from '../keras/places.js';
import type { Files } from './archive.js';
import { convert, savedModel } from './file-kind.js';
import { damaged } from './damaged.js';
import { Hdf5 } from './hdf5.js';
import { parseObject } from './json.js';
import { weightsInGroups } from './weights-by-name.js';
import { hasPaths, weightsInPaths } from './weights-by-path.js';

/** A Keras model, and what its file was, for a person. */
export interface KerasFile {
  model: KerasModel;
  format: string;
}

/**
 * A whole model in HDF5, or weights alone with their architecture beside them.
 * @param architecture as `model.to_json()` wrote it
 * @throws BadUsage
 */
export async function readHdf5(bytes: Uint8Array, architecture: JsonObject | null): Promise<KerasFile> {
  const file = await Hdf5.open(bytes);
  const config = file.text('/', 'model_config');
  const root = config === undefined || file.names('/').includes('model_weights') ? '/model_weights' : '/';
  const groups = file.texts(root, 'layer_names') ? root : '/';
  const isWeights = file.texts(groups, 'layer_names') !== undefined || hasPaths(file);
  if (!isWeights) throw noModel();
  const told = architecture ?? (config === undefined ? null : parseObject(config, 'model_config'));
  if (!told) throw weightsAlone();
  const attribute = (name: string) => file.text('/', name) ?? file.text(groups, name) ?? told[name];
  const era = eraOf(attribute('keras_version'), attribute('backend') ?? backendByNames(file, groups), told);
  const weightsAt = hasPaths(file) ? weightsInPaths(file) : weightsInGroups(file, groups);
  return { model: kerasModel(told, era, weightsAt), format: `Keras ${era.version}, HDF5` };
}

/** Theano's weights have plain names; TensorFlow's end in `:0`, where Keras has not given them names of its own. */
function backendByNames(file: Hdf5, root: string): string | undefined {
  const layers = file.texts(root, 'layer_names') ?? [];
  const names = layers.flatMap((name) => file.texts(`${root}/${name}`, 'weight_names') ?? []);
  return names.some((name) => /^[^/:]+_W$/.test(name)) ? 'theano' : undefined;
}

/** A `.keras` file of Keras 3, or what else may come in a zip. @throws BadUsage */
export async function readArchive(archive: Files): Promise<KerasFile> {
  const { names } = archive;
  if (!names.includes('config.json')) throw otherArchive(names);
  const text = async (name: string): Promise<string> => Buffer.from(await archive.read(name)).toString('utf8');
  const config = parseObject(await text('config.json'), 'config.json');
  const metadata = names.includes('metadata.json') ? parseObject(await text('metadata.json'), 'metadata.json') : {};
  const file = await Hdf5.open(await archive.read('model.weights.h5'));
  const era = eraOf(metadata['keras_version'], undefined, config);
  return { model: kerasModel(config, era, weightsInPaths(file)), format: `Keras ${era.version}, .keras` };
}

/** @throws BadUsage where there is no model that layers make up */
export function kerasModel(told: JsonObject, era: Era, weightsAt: KerasModel['weightsAt']): KerasModel {
  const architecture = isObject(told['model_config']) ? told['model_config'] : told;
  const { class_name: className } = architecture;
  if (typeof className !== 'string') throw damaged('model_config');
  if (!isModel(architecture)) {
    throw new BadUsage(
      `modelo ${className}: no se puede importar: lo hizo una clase propia, y su código no está en el archivo.`,
      `model ${className}: cannot be imported: a class of somebody’s own made it, whose code is not in the file.`,
    );
  }
  return { architecture, era, weightsAt };
}

/**
 * @param version a file without one is of before there were any, or of Keras 3, whose architecture shows it
 * @param backend of Keras 1 what is guessed, for it does not tell
 */
export function eraOf(version: Json | undefined, backend: Json | undefined, architecture: JsonObject): Era {
  const told = typeof version === 'string' && /^[\w.+ -]{1,40}$/.test(version) ? version : null;
  const text = told ?? (isNewest(architecture) ? '3' : '1');
  const major = Number.parseInt(text) || 2;
  return {
    ...{ version: text, major, backend: typeof backend === 'string' ? backend : null },
    channelsFirst: major === 1 && JSON.stringify(architecture).includes('"dim_ordering":"th"'),
  };
}

/** Keras 3 tells where its classes are from, and what its layers were built for. */
const isNewest = (architecture: JsonObject): boolean =>
  ['module', 'registered_name', 'build_config'].some((key) => key in architecture);

function otherArchive(names: string[]): BadUsage {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/(^|\/)saved_model\.pb$/)) return savedModel();
  if (has(/(^|\/)data\.pkl$/)) {
    return new BadUsage(
      'Es un modelo de PyTorch, un pickle que lleva código y no se ejecuta: expórtalo a ONNX y conviértelo.',
      'This is a PyTorch model, a pickle that holds code, and is not run: export it to ONNX and convert that.',
    );
  }
  if (has(/\.npy$/)) return convert('NumPy', 'el modelo entero', 'the whole model');
  return new BadUsage(
    'Es un zip sin modelo de Keras: falta config.json.',
    'This is a zip without a Keras model: config.json is missing.',
  );
}

const noModel = (): BadUsage =>
  new BadUsage('El archivo HDF5 no tiene ningún modelo de Keras.', 'The HDF5 file holds no Keras model.');

const weightsAlone = (): BadUsage =>
  new BadUsage(
    'El archivo solo tiene los pesos: di también --architecture ARCHIVO.json, escrito con model.to_json().',
    'The file holds the weights alone: say --architecture FILE.json, too, written with model.to_json().',
  );
