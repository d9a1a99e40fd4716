import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ModelManifest } from '#contract';
import { artifactsOf } from '../artifacts.js';
import { networkSize } from './architecture.js';
import type { Run } from './checkpoint.js';
import { trainingCurve } from './curve.js';
import { SIDE } from './picture.js';
import type { LayersModel } from './tensorflow.js';

const [TOPOLOGY, WEIGHTS] = ['model.json', 'weights.bin'];

/**
 * To be asked before hours of training are staked on it.
 * @throws Error where a folder is there that is no model's, and must not be replaced by one
 */
export async function requireModelFolder(folder: string): Promise<void> {
  const files = await readdir(folder).catch((): string[] => []);
  if (files.length === 0 || files.includes('manifest.json')) return;
  throw new Error(`${folder} holds something else than a model: choose another folder with --model`);
}

/** Facts about a model that its weights do not tell. */
export type Provenance = Pick<ModelManifest, 'quality' | 'version' | 'warnBelow'> & { command: string; run: Run };

/**
 * Writes a model's folder: `manifest.json`, `model.json` and `weights.bin` (TF.js's layers format), `training.svg`.
 * The folder is written beside its place and moved there when whole, over what was there before.
 */
export async function publish(folder: string, model: LayersModel, provenance: Provenance): Promise<void> {
  const { modelTopology, weightSpecs, weightData } = await artifactsOf(model);
  const weights = new Uint8Array(weightData as ArrayBuffer);
  const topology = {
    format: 'layers-model',
    modelTopology,
    weightsManifest: [{ paths: [WEIGHTS], weights: weightSpecs }],
  };
  const place = resolve(folder);
  const part = `${place}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await writeFile(join(part, TOPOLOGY), `${JSON.stringify(topology, null, 2)}\n`);
  await writeFile(join(part, WEIGHTS), weights);
  await writeFile(join(part, 'manifest.json'), `${JSON.stringify(manifestOf(provenance, weights), null, 2)}\n`);
  await writeFile(join(part, 'training.svg'), trainingCurve(provenance.run.done));
  await rm(place, { recursive: true, force: true });
  await rename(part, place);
}

function manifestOf({ quality, version, warnBelow, command, run }: Provenance, weights: Uint8Array): ModelManifest {
  return {
    name: 'digits',
    version,
    labels: Array.from('0123456789'),
    input: { width: SIDE, height: SIDE, channels: 1, fit: 'digit', range: [0, 1] },
    warnBelow,
    files: {
      format: 'layers-model',
      topology: TOPOLOGY,
      weights: WEIGHTS,
      weightsSha256: createHash('sha256').update(weights).digest('hex'),
    },
    ...networkSize(),
    quality,
    training: { command, seed: run.seed, epochs: run.epochs, date: new Date().toISOString().slice(0, 10) },
  };
}
