import { Injectable, Logger } from '@nestjs/common';
import { formatModelReference, type ModelReference } from '#contract';
import type { Loan, MicroBatcher, ModelRegistry } from '#engine';
import { isWhole, type ModelFacts, type ModelsFolder, type StoredVersion } from '#platform';

/** Milliseconds until a version that did not load is tried again though none of its files has changed. */
const PAUSE = 10_000;

/** Why there is no model to answer with. */
export type NoModel = 'model_not_found' | 'model_broken';

interface Failure {
  state: string;
  until: number;
}

/** The models of the models folder, ready to predict. */
@Injectable()
export class Models {
  private readonly logger = new Logger(Models.name);
  private readonly failures = new Map<string, Failure>();

  /** @param changed called when a model was loaded, or could not be */
  constructor(
    private readonly folder: ModelsFolder,
    private readonly registry: ModelRegistry,
    private readonly changed: () => void,
  ) {}

  /** What there is to say of all models. */
  async facts(): Promise<ModelFacts> {
    const all = (await this.folder.all()).map((stored) => ({
      broken: !isWhole(stored) || this.failures.get(formatModelReference(stored))?.state === stored.state,
      model: { name: stored.name, version: stored.version, warm: this.registry.isWarm(stored) },
    }));
    return {
      models: all.filter(({ broken, model }) => model.warm || !broken).map(({ model }) => model),
      broken: all.filter(({ broken }) => broken).map(({ model: { name, version } }) => ({ name, version })),
    };
  }

  /**
   * Does `work` with the model that a reference means: the version asked for, or the highest that loads. What was warm
   * before its files were replaced by broken ones goes on answering.
   */
  async use<T>(reference: ModelReference, work: (model: MicroBatcher | NoModel) => Promise<T>): Promise<T> {
    const loan = await this.lend(reference);
    if (typeof loan === 'string') return work(loan);
    try {
      return await work(loan.model);
    } finally {
      loan.giveBack();
    }
  }

  async dispose(): Promise<void> {
    await this.registry.dispose();
  }

  private async lend(reference: ModelReference): Promise<Loan | NoModel> {
    const versions = await this.folder.find(reference);
    for (const version of versions) {
      const loan = await this.lendVersion(version);
      if (loan) return loan;
    }
    return versions.length > 0 ? 'model_broken' : 'model_not_found';
  }

  private async lendVersion(stored: StoredVersion): Promise<Loan | null> {
    const failure = this.failures.get(formatModelReference(stored));
    if (failure?.state === stored.state && Date.now() < failure.until) return this.registry.lendWarm(stored);
    try {
      return await this.load(stored);
    } catch (error) {
      // Its files may have been replaced while they were read.
      const now = await this.folder.reread(stored);
      if (!now) return null;
      if (now.state !== stored.state) return this.lendVersion(now);
      this.note(stored, error as Error);
      return this.registry.lendWarm(stored);
    }
  }

  /** @throws Error what is wrong with its manifest, or why it cannot be loaded */
  private async load(stored: StoredVersion): Promise<Loan> {
    if (!isWhole(stored)) throw new Error(stored.reason);
    const cold = !this.registry.isWarm(stored);
    const loan = await this.registry.lend(stored);
    const mended = this.failures.delete(formatModelReference(stored));
    if (cold || mended) this.changed();
    return loan;
  }

  /** Told once, not as often as it is tried. */
  private note(stored: StoredVersion, { message }: Error): void {
    const name = formatModelReference(stored);
    const known = this.failures.get(name)?.state === stored.state;
    this.failures.set(name, { state: stored.state, until: Date.now() + PAUSE });
    if (known) return;
    this.logger.warn(`${name} in ${stored.folder} cannot be used: ${message}`);
    this.changed();
  }
}
