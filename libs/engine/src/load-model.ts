import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { readArtifacts } from './artifacts.js';
import { sizeFor, sizesToWarm } from './batch-sizes.js';
import type { LoadedModel, ModelFiles } from './engine.js';
import './layers/formula.js';
import './layers/reset-after-gru.js';
import './layers/resize.js';

/**
 * Loads a model onto a backend that has been set before, and predicts once, so that its kernels are ready.
 * @param padded whether to predict batches of few sizes only, and be ready for each of them
 * @throws Error if its files are not what the manifest says
 */
export async function loadModel(files: ModelFiles, backend: Backend, { padded = false } = {}): Promise<LoadedModel> {
  const { manifest } = files;
  const stored = tf.io.fromMemory(await readArtifacts(files));
  // Its weights are put there.
  await tf.setBackend(backend);
  const network: TfModel = await (manifest.files.format === 'graph-model' ? loadGraphModel : loadLayersModel)(stored);
  const model = new Network(manifest, network, backend, padded);
  try {
    const { width, height, channels } = manifest.input;
    const empty = (count: number) => new Float32Array(count * height * width * channels);
    const { length } = await model.predict(empty(1), 1);
    const expected = manifest.labels.length + (manifest.warnBelow.score === undefined ? 0 : 1);
    if (length !== expected) throw new Error(`the network has ${length} outputs, its manifest tells of ${expected}`);
    if (padded) for (const size of sizesToWarm(manifest.multiplyAdds)) await model.predict(empty(size), size);
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** TF.js' own names of what it runs on. */
type Backend = 'tensorflow' | 'wasm';

/** What TF.js' two kinds of model have in common. */
interface TfModel {
  inputs: { shape?: (number | null)[] }[];
  predict(input: tf.Tensor): tf.Tensor | tf.Tensor[] | tf.NamedTensorMap;
  predictOnBatch?(input: tf.Tensor): tf.Tensor | tf.Tensor[];
  dispose(): unknown;
}

class Network implements LoadedModel {
  /** What the network takes of one picture: the same values, in the same order. */
  private readonly shape: number[];

  constructor(
    readonly manifest: LoadedModel['manifest'],
    private readonly network: TfModel,
    private readonly backend: Backend,
    private readonly padded: boolean,
  ) {
    const { width, height, channels } = manifest.input;
    this.shape = (network.inputs[0]?.shape?.slice(1) as number[]) ?? [height, width, channels];
  }

  async predict(tensors: Float32Array, count: number): Promise<Float32Array> {
    const size = this.padded ? sizeFor(count) : count;
    if (size === count) return this.run(tensors, count);
    const each = tensors.length / count;
    const filled = new Float32Array(size * each);
    filled.set(tensors);
    const outputs = await this.run(filled, size);
    return outputs.subarray(0, (outputs.length / size) * count);
  }

  private async run(tensors: Float32Array, count: number): Promise<Float32Array> {
    // Takes effect at once for a backend that has been set before.
    if (tf.getBackend() !== this.backend) void tf.setBackend(this.backend);
    const output = tf.tidy(() => {
      const input = tf.tensor(tensors, [count, ...this.shape]);
      // The one of layers models that does not cut the batch into parts of 32, at the cost of two more kernels.
      const result = (this.network.predictOnBatch ?? this.network.predict).call(this.network, input) as tf.Tensor;
      if (!this.isSecondOfTwo(result, count)) return result;
      const second = tf.reshape(result, [count]);
      return tf.stack([tf.sub(1, second), second], 1);
    });
    try {
      return (await output.data()) as Float32Array;
    } finally {
      output.dispose();
    }
  }

  dispose(): void {
    this.network.dispose();
  }

  /** Where there are two labels, the network may tell the second one's probability alone. */
  private isSecondOfTwo({ size }: tf.Tensor, count: number): boolean {
    return this.manifest.labels.length === 2 && size === count;
  }
}
