import type { ServedModel } from '#contract';
import type { InferenceEngine, ModelFiles } from './engine.js';
import { MicroBatcher } from './micro-batcher.js';

/** The models that are warm in this process. */
export class ModelRegistry {
  private readonly batchers = new Map<string, Promise<MicroBatcher>>();
  private readonly ready = new Set<string>();

  constructor(private readonly engine: InferenceEngine) {}

  /** Whether a model could predict now. */
  isWarm(model: ServedModel): boolean {
    return this.ready.has(keyOf(model));
  }

  /**
   * The batcher of a model, which is loaded if it is not warm yet.
   * @throws Error if it cannot be loaded; the next call tries again
   */
  open(files: ModelFiles): Promise<MicroBatcher> {
    const key = keyOf(files.manifest);
    let batcher = this.batchers.get(key);
    if (!batcher) {
      batcher = this.engine.load(files).then((model) => new MicroBatcher(model));
      this.batchers.set(key, batcher);
      batcher.then(
        () => this.ready.add(key),
        () => this.batchers.delete(key),
      );
    }
    return batcher;
  }

  /** Frees the memory of all models. Nothing may be predicting. */
  async dispose(): Promise<void> {
    for (const batcher of this.batchers.values()) (await batcher).model.dispose();
    this.batchers.clear();
    this.ready.clear();
  }
}

const keyOf = ({ name, version }: ServedModel): string => `${name}@${version}`;
