import { BullModule } from '@nestjs/bullmq';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { ModelRegistry, openEngine, withLightCalls, type InferenceEngine } from '#engine';
import { connectRedis, Fleet, keysUnder, ModelsFolder, Records, Retention, SaliencyMaps, type Config } from '#platform';
import { AwaitedProcessor, SubmittedProcessor } from './bundle.processor.js';
import { BundleWork } from './bundle-work.js';
import { Heartbeat } from './heartbeat.js';
import { Models } from './models.js';
import { SaliencyProcessor } from './saliency.processor.js';
import { SaliencyWork } from './saliency-work.js';
import { CONFIG, ENGINE, REDIS } from './tokens.js';
import { ClassificationWorker } from './worker.js';

/** Wiring only. */
@Module({})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    const keys = keysUnder(config.redis.prefix);
    const redis = connectRedis(config.redis.url, 'consumer', new Logger('Redis'), keys.queue);
    const retention = new Retention(redis, config.resultTtl);
    return {
      module: WorkerModule,
      imports: [
        BullModule.forRoot({ connection: redis, prefix: keys.queue }),
        // No queue of its own: a worker only takes.
        BullModule.registerQueue(),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: REDIS, useValue: redis },
        { provide: Retention, useValue: retention },
        { provide: Records, useValue: new Records(redis, keys, () => retention.ms) },
        { provide: SaliencyMaps, useValue: new SaliencyMaps(redis, keys) },
        { provide: ENGINE, useFactory: async () => withLightCalls(await openEngine(config.worker.engine)) },
        {
          provide: Heartbeat,
          inject: [ENGINE],
          useFactory: ({ name }: InferenceEngine) => new Heartbeat(new Fleet(redis, keys), name),
        },
        {
          provide: Models,
          inject: [ENGINE, Heartbeat],
          useFactory: (engine: InferenceEngine, heartbeat: Heartbeat) =>
            new Models(
              new ModelsFolder(config.models.folder),
              new ModelRegistry(engine, config.worker.warmModels),
              () => heartbeat.tell(),
            ),
        },
        AwaitedProcessor,
        BundleWork,
        SaliencyProcessor,
        SaliencyWork,
        SubmittedProcessor,
        ClassificationWorker,
      ],
    };
  }
}
