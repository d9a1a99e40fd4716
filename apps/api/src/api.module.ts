import { BullModule } from '@nestjs/bullmq';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { EVENTS_KEPT, QUEUE, SALIENCY, SUBMITTED } from '#contract';
import {
  Allowances,
  Batches,
  Changes,
  connectRedis,
  Fleet,
  keysUnder,
  KeyStore,
  Lines,
  newHome,
  Records,
  Replicas,
  SaliencyMaps,
  Sessions,
  type Config,
} from '#platform';
import { Gate } from './access/gate.js';
import { KeyGuard } from './access/key.guard.js';
import { KeyRing } from './access/key-ring.js';
import { SessionController } from './access/session.controller.js';
import { Spending } from './access/spending.js';
import { QueueBoard } from './admin/queue-board.js';
import { Admission } from './admission/admission.js';
import { Room } from './admission/room.js';
import { Api } from './api.js';
import { BatchRequests } from './batches/batch-requests.js';
import { BatchesController } from './batches/batches.controller.js';
import { Intake } from './batches/intake.js';
import { BundleQueue } from './bundles/bundle-queue.js';
import { Bundles } from './bundles/bundles.js';
import { Slots } from './bundles/slots.js';
import { Submissions } from './bundles/submissions.js';
import { Sweep } from './bundles/sweep.js';
import { DocsController } from './docs/docs.controller.js';
import { FrontPageController } from './front-page.controller.js';
import { HealthController } from './health/health.controller.js';
import { WarmUp } from './health/warm-up.js';
import { Closing } from './http/closing.js';
import { ProblemFilter } from './http/problem.filter.js';
import { JobsController } from './jobs/jobs.controller.js';
import { Jobs } from './jobs/jobs.js';
import { LimitsController } from './limits.controller.js';
import { Live } from './live/live.js';
import { ModelList } from './models/model-list.js';
import { ModelsController } from './models/models.controller.js';
import { ElsewhereController } from './openapi/elsewhere.controller.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { PredictController } from './predict/predict.controller.js';
import { Saliency } from './saliency/saliency.js';
import { SaliencyQueue } from './saliency/saliency-queue.js';
import { StatusController } from './status/status.controller.js';
import { CONFIG, REDIS, SUBSCRIBER } from './tokens.js';

/** Wiring only. */
@Module({})
export class ApiModule {
  static with(config: Config): DynamicModule {
    const keys = keysUnder(config.redis.prefix);
    const redis = connectRedis(config.redis.url, 'producer', new Logger('Redis'), keys.queue);
    const subscriber = connectRedis(config.redis.url, 'consumer', new Logger('Redis announcements'), keys.queue);
    // As long as its job is: while it waits, and while its result is kept.
    const memory = config.maxWait + config.resultTtl;
    return {
      module: ApiModule,
      imports: [
        BullModule.forRoot({ connection: redis, prefix: keys.queue }),
        BullModule.registerQueue(
          ...[QUEUE, SUBMITTED, SALIENCY].map((name) => ({ name, streams: { events: { maxLen: EVENTS_KEPT } } })),
        ),
      ],
      controllers: [
        FrontPageController,
        PredictController,
        JobsController,
        BatchesController,
        ModelsController,
        HealthController,
        LimitsController,
        StatusController,
        SessionController,
        OpenApiController,
        DocsController,
        ElsewhereController,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: REDIS, useValue: redis },
        { provide: SUBSCRIBER, useValue: subscriber },
        { provide: Records, useValue: new Records(redis, keys, config.resultTtl, memory) },
        { provide: Batches, useValue: new Batches(redis, keys, config.resultTtl, memory) },
        { provide: Replicas, useValue: new Replicas(redis, config.redis.replicas, new Logger('Redis replicas')) },
        { provide: Fleet, useValue: new Fleet(redis, keys) },
        { provide: Lines, useValue: new Lines(redis, keys) },
        { provide: SaliencyMaps, useValue: new SaliencyMaps(redis, keys) },
        { provide: Changes, useValue: new Changes(subscriber, keys, newHome()) },
        { provide: KeyStore, useValue: new KeyStore(redis, keys) },
        { provide: Sessions, useValue: new Sessions(redis, keys, config.access.session) },
        { provide: Allowances, useValue: new Allowances(redis, keys) },
        { provide: APP_GUARD, useClass: KeyGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...[
          Admission,
          Api,
          BatchRequests,
          BundleQueue,
          Bundles,
          Closing,
          Gate,
          Intake,
          Jobs,
          KeyRing,
          Live,
          ModelList,
          QueueBoard,
          Room,
          Saliency,
          SaliencyQueue,
          Slots,
          Spending,
          Submissions,
          Sweep,
          WarmUp,
        ],
      ],
    };
  }
}
