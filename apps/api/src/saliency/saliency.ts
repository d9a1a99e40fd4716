import { Inject, Injectable } from '@nestjs/common';
import { CodedError, type SeenShape } from '#contract';
import { Changes, mapName, SaliencyMaps, type Config, type JobId } from '#platform';
import { Inbox } from '../jobs/inbox.js';
import { Jobs } from '../jobs/jobs.js';
import { ModelList } from '../models/model-list.js';
import { CONFIG } from '../tokens.js';
import { SaliencyQueue } from './saliency-queue.js';

/** What a model saw, and what in it spoke for its answer, a signed byte for each pixel. */
export interface Explained extends SeenShape {
  data: Uint8Array;
  map: Int8Array;
}

/** Which strokes decided: made by a worker when it is first asked for, then kept with the result. */
@Injectable()
export class Saliency {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly maps: SaliencyMaps,
    private readonly models: ModelList,
    private readonly changes: Changes,
    private readonly queue: SaliencyQueue,
  ) {}

  /**
   * @param signal ends the waiting early
   * @throws CodedError `job_not_found`, `input_not_found`, `model_not_loaded` where no live worker has the model that
   *   answered, `model_broken`, `overloaded`, `prediction_timeout`
   */
  async of(text: string, owner: string, signal: AbortSignal): Promise<Explained> {
    const { id, model, ...seen } = await this.jobs.input(text, owner);
    const made = await this.maps.read(id);
    if (made) return { ...seen, map: made };
    await this.models.requireWorker(model);
    return { ...seen, map: await this.ask(id, signal) };
  }

  private async ask(id: JobId, signal: AbortSignal): Promise<Int8Array> {
    const over = AbortSignal.any([signal, AbortSignal.timeout(this.config.predictTimeout)]);
    const inbox = new Inbox<CodedError | null>(over);
    const { begun, stop } = this.changes.listenToMap(mapName(id), (end) =>
      inbox.put(end === 'gap' || end.failed === null ? null : new CodedError(end.failed)),
    );
    try {
      // Heard from before it is asked for; and one that was being made already may be there by now.
      await begun.catch(() => undefined);
      await this.queue.add(id);
      inbox.put(null);
      for await (const failure of inbox.read()) {
        if (failure) throw failure;
        const map = await this.maps.read(id);
        if (map) return map;
      }
      throw new CodedError('prediction_timeout');
    } finally {
      stop();
    }
  }
}
