import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { saliency } from '#classify';
import type { ErrorCode, Outcome, SaliencyJob } from '#contract';
import type { MicroBatcher } from '#engine';
import { Records, SaliencyMaps, type JobId } from '#platform';
import { Models } from './models.js';

type Succeeded = Extract<Outcome, { state: 'succeeded' }>;

/** What a worker does with a map that is asked for: what the model saw → predictions of parts of it → map. */
@Injectable()
export class SaliencyWork {
  private stopping = false;

  constructor(
    private readonly records: Records,
    private readonly maps: SaliencyMaps,
    private readonly models: Models,
  ) {}

  /** Leaves what it is at to another worker: it may take seconds. */
  stop(): void {
    this.stopping = true;
  }

  /** What it throws is our own fault, or the stop's. */
  async do(id: SaliencyJob): Promise<void> {
    const [job, seen, made] = await Promise.all([this.records.read(id), this.records.readSeen(id), this.maps.read(id)]);
    if (!job) return this.maps.say(id, 'job_not_found');
    if (made) return this.maps.say(id, null);
    if (job.outcome?.state !== 'succeeded' || !seen) return this.maps.say(id, 'input_not_found');
    await this.make(id, job.outcome, seen);
  }

  /** Tells those who wait that there is no map. */
  async giveUp(id: JobId): Promise<void> {
    await this.maps.say(id, 'internal_error');
  }

  private async make(id: JobId, { result }: Succeeded, seen: Uint8Array): Promise<void> {
    await this.models.use(result.model, async (model) => {
      const obstacle = obstacleTo(model, seen);
      if (obstacle) return this.maps.say(id, obstacle);
      const map = await saliency(seen, result.class, model as MicroBatcher, () => this.pause());
      await this.maps.keep(id, map);
    });
  }

  /** Whatever has come in meanwhile has its turn. */
  private async pause(): Promise<void> {
    if (this.stopping) throw new Error('this worker stops');
    await turn();
  }
}

/** Why a model cannot say more of a picture; it may be another one by now than the one that answered. */
function obstacleTo(model: MicroBatcher | ErrorCode, { length }: Uint8Array): ErrorCode | null {
  if (typeof model === 'string') return model === 'model_broken' ? model : 'model_not_loaded';
  const { width, height, channels } = model.model.manifest.input;
  return width * height * channels === length ? null : 'model_not_loaded';
}
