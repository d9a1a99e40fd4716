import { Inject, Injectable } from '@nestjs/common';
import { CodedError, formatModelReference, parseModelReference, type ModelReference } from '#contract';
import { Fleet, Fresh, ModelsFolder, type Config, type WorkerFacts } from '#platform';
import { CONFIG } from '../tokens.js';
import { answersWith, catalogue, type Catalogue } from './catalogue.js';

/** Milliseconds for which a model that was found is taken to be there. */
const MOMENT = 1_000;

/** Which models there are, and who serves them. */
@Injectable()
export class ModelList {
  private readonly folder: ModelsFolder;
  private readonly live: Fresh<WorkerFacts[]>;
  /** Until when models are taken to be in the folder, by reference. */
  private readonly seen = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly fleet: Fleet,
  ) {
    this.folder = new ModelsFolder(config.models.folder);
    this.live = new Fresh(() => fleet.live());
  }

  /**
   * The model that a request means.
   * @param asked `name`, `name@version` or `name@latest`; the default model where it is absent
   * @throws CodedError `model_not_found`, with those that there are, where neither the models folder nor a live worker has
   *   it; for the default model, whose absence is no client's fault, `model_not_loaded`
   */
  async resolve(asked: string | undefined): Promise<ModelReference> {
    const reference = asked === undefined ? this.config.models.default : parseModelReference(asked);
    if (reference && ((await this.isHere(reference)) || (await this.live.get()).some(answersWith(reference)))) {
      return reference;
    }
    if (asked === undefined) throw new CodedError('model_not_loaded');
    throw new CodedError('model_not_found', { help: { models: await this.names() } });
  }

  /**
   * Any worker will do for what lies in the models folder: they read the same one, and need not have spoken of it yet.
   * @throws CodedError `model_not_loaded` when no live worker has the model, `queue_unavailable`
   */
  async requireWorker(model: ModelReference): Promise<void> {
    const served = (workers: WorkerFacts[]): boolean => workers.some(answersWith(model));
    const live = await this.live.get(served);
    if (served(live) || (live.length > 0 && (await this.isHere(model)))) return;
    throw new CodedError('model_not_loaded');
  }

  /** @throws CodedError `queue_unavailable` */
  async catalogue(): Promise<Catalogue> {
    const [stored, live] = await Promise.all([this.folder.all(), this.fleet.live()]);
    return catalogue(stored, live, this.config.models.default);
  }

  /** What was there a moment ago is not looked for again; what was not may have come since. */
  private async isHere(model: ModelReference): Promise<boolean> {
    const name = formatModelReference(model);
    if (Date.now() < (this.seen.get(name) ?? 0)) return true;
    const found = (await this.folder.find(model)).length > 0;
    if (found) this.seen.set(name, Date.now() + MOMENT);
    else this.seen.delete(name);
    return found;
  }

  private async names(): Promise<string[]> {
    const [{ models }, live] = await Promise.all([this.catalogue(), this.live.get()]);
    return [...new Set([models, ...live.map((worker) => worker.models)].flat().map(formatModelReference))];
  }
}
