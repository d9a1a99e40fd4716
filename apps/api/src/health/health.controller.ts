import { Controller, Get, Header, Inject } from '@nestjs/common';
import { CodedError, type Health } from '#contract';
import { unavailable, type Redis } from '#platform';
import { For } from '../access/key.guard.js';
import { Closing } from '../http/closing.js';
import { ModelList } from '../models/model-list.js';
import { REDIS } from '../tokens.js';
import { WarmUp } from './warm-up.js';

@Controller('health')
@For('anybody')
export class HealthController {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly closing: Closing,
    private readonly models: ModelList,
    private readonly warmUp: WarmUp,
  ) {}

  /** This process answers. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): Health {
    return { status: 'ok' };
  }

  /** A picture sent now would be answered: Redis is there, a worker lives, and a prediction has gone through. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<Health> {
    if (this.closing.isAnnounced) throw new CodedError('api_unreachable');
    await this.redis.ping().catch(unavailable);
    await this.models.requireWorker(await this.models.resolve(undefined));
    if (!this.warmUp.done) throw new CodedError('model_not_loaded');
    return { status: 'ok' };
  }
}
