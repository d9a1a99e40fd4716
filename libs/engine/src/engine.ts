import type { ModelManifest } from '#contract';

/** A model as it lies on disk: `manifest.json` and the files that it names, in `folder`. */
export interface ModelFiles {
  folder: string;
  manifest: ModelManifest;
}

/** A model that can predict now. */
export interface LoadedModel {
  readonly manifest: ModelManifest;
  /**
   * @param tensors `count` inputs one after another, each height × width × channels in the manifest's range
   * @returns the outputs of the `count` inputs one after another: of each a probability for each label, then the score
   *   if the model has one
   */
  predict(tensors: Float32Array, count: number): Promise<Float32Array>;
  dispose(): void;
}

/** Loads models and predicts; one implementation a backend. */
export interface InferenceEngine {
  readonly name: 'native' | 'wasm';
  /** @throws Error if files are missing or are not what the manifest says */
  load(files: ModelFiles): Promise<LoadedModel>;
}
