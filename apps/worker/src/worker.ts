import { Inject, Injectable } from '@nestjs/common';
import { formatModelReference } from '#contract';
import { closeRedis, redisAnswers, Retention, SettingError, type Config, type Redis } from '#platform';
import { AwaitedProcessor, SubmittedProcessor } from './bundle.processor.js';
import { BundleWork } from './bundle-work.js';
import { Heartbeat } from './heartbeat.js';
import { practise } from './practice.js';
import { Models, type NoModel } from './models.js';
import { SaliencyProcessor } from './saliency.processor.js';
import { SaliencyWork } from './saliency-work.js';
import { CONFIG, REDIS } from './tokens.js';
import { Watchdog } from './watchdog.js';

/**
 * Bundles that are waited for which a worker has in hand besides: those with a picture that takes long must not keep it from
 * taking the others.
 */
const BESIDES = 12;

/** The order in which a worker comes and goes. */
@Injectable()
export class ClassificationWorker {
  private readonly watchdog: Watchdog;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly models: Models,
    private readonly work: BundleWork,
    private readonly awaited: AwaitedProcessor,
    private readonly submitted: SubmittedProcessor,
    private readonly maps: SaliencyWork,
    private readonly mapping: SaliencyProcessor,
    private readonly heartbeat: Heartbeat,
    private readonly retention: Retention,
  ) {
    this.watchdog = new Watchdog(config.limits.decodeTime, () => this.stop());
  }

  /** Warms the default model and practises with it before the first bundle is taken, and says that it lives when it takes them. */
  async start(): Promise<void> {
    await redisAnswers(this.redis, this.config.redis.url);
    await this.models.use(this.config.models.default, async (model) => {
      if (typeof model === 'string') throw this.withoutDefault(model);
      await practise(model, { maxPixels: this.config.limits.pixels });
    });
    this.retention.start();
    this.watchdog.start();
    this.awaited.start(this.config.worker.concurrency + BESIDES);
    this.submitted.start(this.config.worker.concurrency);
    this.mapping.start(1);
    await this.heartbeat.start(async () => ({
      ...(await this.models.facts()),
      lastMinute: this.work.lastMinute.latencies(),
    }));
  }

  /** Takes no more, finishes what it holds, and lets go of model and connection. */
  async stop(): Promise<void> {
    this.watchdog.stop();
    this.heartbeat.stop();
    this.retention.stop();
    this.work.stop();
    this.maps.stop();
    await Promise.all([this.awaited.stop(), this.submitted.stop(), this.mapping.stop()]);
    await this.models.dispose();
    await closeRedis(this.redis);
  }

  /** One that is not there is a setting's fault; one that is broken may be whole when this process is started again. */
  private withoutDefault(reason: NoModel): Error {
    const { folder, default: reference } = this.config.models;
    const name = formatModelReference(reference);
    return reason === 'model_not_found'
      ? new SettingError(
          `No hay ningún modelo ${name} en ${folder}: revisa LINCE_MODELS_DIR y LINCE_MODEL. / There is no model ${name} in ${folder}: check LINCE_MODELS_DIR and LINCE_MODEL.`,
        )
      : new Error(
          `El modelo ${name} de ${folder} está dañado: impórtalo otra vez. / The model ${name} in ${folder} is damaged: import it again.`,
        );
  }
}
