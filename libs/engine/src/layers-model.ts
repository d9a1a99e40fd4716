import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import type { LoadedModel, ModelFiles } from './engine.js';

/** What a `model.json` of TF.js holds. */
interface Topology {
  modelTopology: object;
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
}

/**
 * Loads a TF.js layers model onto the backend that is set, and predicts once, so that its kernels are ready.
 * @throws Error if the weights are not those of the manifest
 */
export async function loadLayers({ folder, manifest }: ModelFiles): Promise<LoadedModel> {
  const { topology, weights, weightsSha256 } = manifest.files;
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, topology), 'utf8')) as Topology;
  const bytes = await readFile(join(folder, weights));
  if (createHash('sha256').update(bytes).digest('hex') !== weightsSha256) {
    throw new Error(`${join(folder, weights)} is not the file that its manifest describes`);
  }
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = new Uint8Array(bytes).buffer;
  const model = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const loaded = new LayersModelOnBackend(manifest, model);
  const { width, height, channels } = manifest.input;
  await loaded.predict(new Float32Array(height * width * channels), 1);
  return loaded;
}

class LayersModelOnBackend implements LoadedModel {
  constructor(
    readonly manifest: LoadedModel['manifest'],
    private readonly model: LayersModel,
  ) {}

  async predict(tensors: Float32Array, count: number): Promise<Float32Array> {
    const { width, height, channels } = this.manifest.input;
    const output = tf.tidy(
      () => this.model.predict(tf.tensor4d(tensors, [count, height, width, channels])) as tf.Tensor,
    );
    try {
      return (await output.data()) as Float32Array;
    } finally {
      output.dispose();
    }
  }

  dispose(): void {
    this.model.dispose();
  }
}
