import { Inject, Injectable } from '@nestjs/common';
import { closeRedis, redisAnswers, SettingError, type Config, type Redis } from '#platform';
import { BundleProcessor } from './bundle.processor.js';
import { Heartbeat } from './heartbeat.js';
import { Models } from './models.js';
import { CONFIG, REDIS } from './tokens.js';

/** The order in which a worker comes and goes. */
@Injectable()
export class ClassificationWorker {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly models: Models,
    private readonly processor: BundleProcessor,
    private readonly heartbeat: Heartbeat,
  ) {}

  /** Warms the default model before the first bundle is taken, and says that it lives when it takes them. */
  async start(): Promise<void> {
    const { folder, default: reference } = this.config.models;
    await redisAnswers(this.redis, this.config.redis.url);
    if (!(await this.models.open(reference))) {
      throw new SettingError(
        `No hay ningún modelo ${reference.name} en ${folder}: revisa LINCE_MODELS_DIR y LINCE_MODEL. / There is no model ${reference.name} in ${folder}: check LINCE_MODELS_DIR and LINCE_MODEL.`,
      );
    }
    this.processor.start();
    await this.heartbeat.start();
  }

  /** Takes no more, finishes what it holds, and lets go of model and connection. */
  async stop(): Promise<void> {
    this.heartbeat.stop();
    await this.processor.stop();
    await this.models.dispose();
    await closeRedis(this.redis);
  }
}
