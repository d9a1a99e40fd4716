import { Injectable, Logger } from '@nestjs/common';
import type { ModelReference, ServedModel } from '#contract';
import { ModelRegistry, type MicroBatcher } from '#engine';
import { findModel, Fresh, readModels, type StoredModel } from '#platform';

/** The models of the models folder, ready to predict. */
@Injectable()
export class Models {
  private readonly logger = new Logger(Models.name);
  private readonly warned = new Set<string>();
  private readonly stored = new Fresh(() => this.read());

  constructor(
    private readonly folder: string,
    private readonly registry: ModelRegistry,
  ) {}

  /** All models, and whether each is warm. */
  async list(): Promise<(ServedModel & { warm: boolean })[]> {
    const stored = await this.stored.get();
    return stored.map(({ manifest }) => ({
      name: manifest.name,
      version: manifest.version,
      warm: this.registry.isWarm(manifest),
    }));
  }

  /** @returns null if there is no such model */
  async open(reference: ModelReference): Promise<MicroBatcher | null> {
    const known = (models: StoredModel[]): boolean => findModel(models, reference) !== null;
    const found = findModel(await this.stored.get(known), reference);
    return found && this.registry.open(found);
  }

  async dispose(): Promise<void> {
    await this.registry.dispose();
  }

  private async read(): Promise<StoredModel[]> {
    const { models, broken } = await readModels(this.folder);
    for (const { folder, reason } of broken) this.warnOnce(`${folder} is not a model: ${reason}`);
    return models;
  }

  private warnOnce(message: string): void {
    if (!this.warned.has(message)) this.logger.warn(message);
    this.warned.add(message);
  }
}
