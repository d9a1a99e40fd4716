import { isDeepStrictEqual } from 'node:util';
import type { ServedModel } from '#contract';
import type { InferenceEngine, ModelFiles } from './engine.js';
import { MicroBatcher } from './micro-batcher.js';

/** A model in somebody's hands: it stays in memory until it is given back. */
export interface Loan {
  model: MicroBatcher;
  giveBack: () => void;
}

/** A model in memory, or on its way there. */
interface Held {
  manifest: ModelFiles['manifest'];
  model: Promise<MicroBatcher>;
  users: number;
}

/**
 * The models that are warm in this process: one of each name and version, the last that loaded, and of those that nobody
 * uses no more than fit.
 */
export class ModelRegistry {
  /** The least recently used first. */
  private readonly warm = new Map<string, Held>();
  private readonly coming = new Map<string, Held>();

  /** @param most how many are kept warm; those in use are, however many they are */
  constructor(
    private readonly engine: InferenceEngine,
    private readonly most: number,
  ) {}

  /** Whether a model could predict now. */
  isWarm(model: ServedModel): boolean {
    return this.warm.has(keyOf(model));
  }

  /**
   * Lends a model, which is loaded if it is not warm yet, or if the one that is has another manifest.
   * @throws Error if it cannot be loaded; the next call tries again, and what was warm stays so
   */
  lend(files: ModelFiles): Promise<Loan> {
    const key = keyOf(files.manifest);
    const held = [this.warm.get(key), this.coming.get(key)].find((each) =>
      isDeepStrictEqual(each?.manifest, files.manifest),
    );
    return this.loan(key, held ?? this.load(key, files));
  }

  /** Lends what is warm of a version, whatever its manifest; null where nothing is. */
  async lendWarm(model: ServedModel): Promise<Loan | null> {
    const key = keyOf(model);
    const held = this.warm.get(key);
    return held ? this.loan(key, held) : null;
  }

  /** Frees the memory of all models. Nothing may be predicting. */
  async dispose(): Promise<void> {
    const all = [...this.warm.values(), ...this.coming.values()];
    this.warm.clear();
    this.coming.clear();
    for (const { model } of all) (await model.catch(() => null))?.model.dispose();
  }

  private load(key: string, files: ModelFiles): Held {
    const model = this.engine.load(files).then((loaded) => new MicroBatcher(loaded));
    const held: Held = { manifest: files.manifest, model, users: 0 };
    this.coming.set(key, held);
    const arrived = (): boolean => this.coming.get(key) === held && this.coming.delete(key);
    model.then(
      // One that a newer one has overtaken serves those who asked for it, and goes.
      () => arrived() && this.keep(key, held),
      () => arrived(),
    );
    return held;
  }

  private keep(key: string, held: Held): void {
    const before = this.warm.get(key);
    this.warm.set(key, held);
    if (before?.users === 0) free(before);
  }

  private async loan(key: string, held: Held): Promise<Loan> {
    held.users++;
    const model = await held.model;
    if (this.warm.get(key) === held) {
      this.warm.delete(key);
      this.warm.set(key, held);
    }
    return { model, giveBack: () => this.takeBack(key, held) };
  }

  private takeBack(key: string, held: Held): void {
    held.users--;
    if (held.users === 0 && this.warm.get(key) !== held) free(held);
    for (const [idle, each] of this.warm) {
      if (this.warm.size <= this.most) return;
      if (each.users === 0) {
        this.warm.delete(idle);
        free(each);
      }
    }
  }
}

const free = ({ model }: Held): void => void model.then((batcher) => batcher.model.dispose());

const keyOf = ({ name, version }: ServedModel): string => `${name}@${version}`;
