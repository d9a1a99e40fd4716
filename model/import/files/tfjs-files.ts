import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { bytesOf } from '../../artifacts.js';
import { BadUsage, unreadable } from '../../bad-usage.js';
import { isObject, type JsonObject } from '../keras/layer.js';
import type { Weight } from '../keras/weight.js';
import { damaged, MOST_BYTES, tooLarge } from './damaged.js';
import { eraOf, kerasModel, type KerasFile } from './keras-files.js';
import { weightsNamed } from './weights-by-name.js';

const side = z.int().min(0).max(MOST_BYTES);
const weightsManifestSchema = z.array(
  z.object({
    paths: z.array(z.string()),
    weights: z.array(
      z.looseObject({ name: z.string(), shape: z.array(side), dtype: z.enum(['float32', 'int32', 'bool']) }),
    ),
  }),
);

/** A TF.js graph model: its operations, their constants, and which of them are asked. */
export interface GraphFile {
  topology: JsonObject;
  signature: JsonObject | null;
  weightSpecs: io.WeightsManifestEntry[];
  weightData: Uint8Array;
}

/**
 * A model that TF.js saved, or that was converted for it: `model.json`, with its weights in files beside it.
 * @throws BadUsage
 */
export async function readTfjs(path: string, json: JsonObject): Promise<KerasFile | GraphFile> {
  if (!('modelTopology' in json) && 'class_name' in json) throw architectureAlone();
  const topology = json['modelTopology'];
  const manifest = weightsManifestSchema.safeParse(json['weightsManifest']);
  if (!isObject(topology) || !manifest.success) throw damaged(basename(path));
  const weightSpecs = manifest.data.flatMap(({ weights }) => weights as unknown as io.WeightsManifestEntry[]);
  const weightData = await readShards(
    dirname(path),
    manifest.data.flatMap(({ paths }) => paths),
  );
  if (weightData.length !== sum(weightSpecs.map(bytesOf))) throw damaged('weightsManifest');
  if (Array.isArray(topology['node'])) {
    const signature = json['signature'];
    return { topology, signature: isObject(signature) ? signature : null, weightSpecs, weightData };
  }
  const era = eraOf(topology['keras_version'] ?? '2', topology['backend'], topology);
  const weights = decode(weightData, weightSpecs);
  return { model: kerasModel(topology, era, weightsNamed(weights)), format: `TensorFlow.js, Keras ${era.version}` };
}

/** The files that a manifest names, which lie beside it, one after the other. */
async function readShards(folder: string, names: string[]): Promise<Uint8Array> {
  let remaining = MOST_BYTES;
  const shards: Buffer[] = [];
  for (const name of names) {
    if (basename(name) !== name || name.startsWith('.')) throw damaged(name);
    const file = join(folder, name);
    const found = await stat(file).catch(unreadable(file));
    if (!found.isFile()) throw damaged(name);
    const { size } = found;
    if (size > remaining) throw tooLarge();
    remaining -= size;
    shards.push(await readFile(file).catch(unreadable(file)));
  }
  return Buffer.concat(shards);
}

function decode(bytes: Uint8Array, specs: io.WeightsManifestEntry[]): Map<string, Weight> {
  const named = io.decodeWeights(new Uint8Array(bytes).buffer, specs);
  return new Map(
    Object.entries(named).map(([name, tensor]) => {
      const weight = { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
      tensor.dispose();
      return [name, weight];
    }),
  );
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

export const isGraph = (file: KerasFile | GraphFile): file is GraphFile => 'topology' in file;

const architectureAlone = (): BadUsage =>
  new BadUsage(
    'Es una arquitectura sin pesos: importa el archivo de los pesos, con --architecture y este.',
    'This is an architecture without weights: import the file of the weights, with --architecture and this one.',
  );
