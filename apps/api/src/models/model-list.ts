import { Inject, Injectable } from '@nestjs/common';
import { CodedError, parseModelReference, type ModelManifest, type ModelReference, type ServedModel } from '#contract';
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
   * @throws CodedError `model_not_found` where neither the models folder nor a live worker has it; for the default model,
   *   whose absence is no client's fault, `model_not_loaded`
   */
  async resolve(asked: unknown): Promise<ModelReference> {
    const text = typeof asked === 'string' ? parseModelReference(asked) : null;
    const reference = asked === undefined ? this.config.models.default : text;
    if (!reference) throw new CodedError('model_not_found');
    const known = findModel(await this.stored.get(), reference) ?? (await this.live.get()).find(has(reference));
    if (!known) throw new CodedError(asked === undefined ? 'model_not_loaded' : 'model_not_found');
    return reference;
  }

  /** @throws CodedError `model_not_loaded` when no live worker has the model, `queue_unavailable` */
  async requireWorker(model: ModelReference): Promise<void> {
    const served = (workers: WorkerFacts[]): boolean => workers.some(has(model));
    if (!served(await this.live.get(served))) throw new CodedError('model_not_loaded');
  }

  /** All models, by name and version. */
  async summaries(): Promise<ModelSummary[]> {
    const [stored, live] = await Promise.all([this.stored.get(), this.live.get()]);
    const usual = findModel(stored, this.config.models.default);
    return stored.map((model) => {
      const { name, version, labels, input, parameters, multiplyAdds, quality } = model.manifest;
      return {
        ...{ name, version, labels, input, parameters, multiplyAdds, quality },
        default: model === usual,
        workers: live.filter(({ models }) => models.some((each) => each.warm && isModel(each, { name, version })))
          .length,
      };
    });
  }
}

const isModel = (model: ServedModel, { name, version }: ModelReference): boolean =>
  model.name === name && model.version === (version ?? model.version);

const has =
  (reference: ModelReference) =>
  ({ models }: WorkerFacts): boolean =>
    models.some((model) => isModel(model, reference));
