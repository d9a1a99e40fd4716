import { Inject, Injectable } from '@nestjs/common';
import { CodedError, parseModelReference, type ModelManifest, type ModelReference } from '#contract';
import { findModel, Fleet, Fresh, readModels, type Config, type StoredModel, type WorkerFacts } from '#platform';
import { CONFIG } from '../tokens.js';

type Told = 'name' | 'version' | 'labels' | 'input' | 'parameters' | 'multiplyAdds' | 'quality';

/** A model as clients may know it. */
export interface ModelSummary extends Pick<ModelManifest, Told> {
  /** Whether pictures go to it when no model is named. */
  default: boolean;
  /** Live workers that have it warm. */
  workers: number;
}

/** Which models there are, and who serves them. */
@Injectable()
export class ModelList {
  private readonly stored: Fresh<StoredModel[]>;
  private readonly live: Fresh<WorkerFacts[]>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    fleet: Fleet,
  ) {
    this.stored = new Fresh(async () => (await readModels(config.models.folder)).models);
    this.live = new Fresh(() => fleet.live());
  }

  /**
   * The model that a request means.
   * @param asked `name` or `name@version`; the default model where it is absent
   * @throws CodedError `model_not_found`
   */
  async resolve(asked: unknown): Promise<ModelReference> {
    if (asked === undefined) return this.config.models.default;
    const reference = typeof asked === 'string' ? parseModelReference(asked) : null;
    if (!reference || !findModel(await this.stored.get(), reference)) throw new CodedError('model_not_found');
    return reference;
  }

  /** @throws CodedError `model_not_loaded` when no worker lives that could answer, `queue_unavailable` */
  async requireWorker(): Promise<void> {
    const workers = await this.live.get((known) => known.length > 0);
    if (workers.length === 0) throw new CodedError('model_not_loaded');
  }

  /** All models, by name and version. */
  async summaries(): Promise<ModelSummary[]> {
    const [stored, live] = await Promise.all([this.stored.get(), this.live.get()]);
    const usual = findModel(stored, this.config.models.default);
    return stored.map((model) => {
      const { name, version, labels, input, parameters, multiplyAdds, quality } = model.manifest;
      const workers = live.filter(({ models }) => models.some((warm) => warm.name === name && warm.version === version));
      return {
        ...{ name, version, labels, input, parameters, multiplyAdds, quality },
        default: model === usual,
        workers: workers.length,
      };
    });
  }
}
