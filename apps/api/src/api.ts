import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Changes, closeRedis, listenAt, redisAnswers, type Config, type Redis } from '#platform';
import { KeyRing } from './access/key-ring.js';
import { Room } from './admission/room.js';
import { Slots } from './bundles/slots.js';
import { Sweep } from './bundles/sweep.js';
import { WarmUp } from './health/warm-up.js';
import { Closing } from './http/closing.js';
import { Live } from './live/live.js';
import { CONFIG, REDIS, SUBSCRIBER } from './tokens.js';

/** The order in which the API comes and goes. */
@Injectable()
export class Api {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(SUBSCRIBER) private readonly subscriber: Redis,
    private readonly changes: Changes,
    private readonly ring: KeyRing,
    private readonly live: Live,
    private readonly room: Room,
    private readonly slots: Slots,
    private readonly sweep: Sweep,
    private readonly warmUp: WarmUp,
    private readonly closing: Closing,
  ) {}

  /**
   * Hears of outcomes before it takes a picture, and takes pictures before the first is tried.
   * @param behind what the server passes requests on to
   */
  async start(server: Server, behind: Server): Promise<void> {
    const { api, host, redis } = this.config;
    await Promise.all([redisAnswers(this.redis, redis.url), redisAnswers(this.subscriber, redis.url)]);
    await this.changes.start();
    await Promise.all([this.ring.start(), this.slots.start(), this.room.start()]);
    this.live.attach(behind);
    await listenAt(server, api.port, host, 'LINCE_API_PORT');
    this.sweep.start();
    void this.warmUp.run();
  }

  /**
   * Has everybody go elsewhere for a moment, takes no more requests then, ends or finishes those under way, and lets go of
   * Redis.
   */
  async stop(server: Server): Promise<void> {
    this.closing.announce();
    this.warmUp.stop();
    this.sweep.stop();
    await pause(this.config.drain);
    const closed = new Promise((resolve) => server.close(resolve));
    this.slots.stop();
    this.room.stop();
    this.live.disconnect();
    this.closing.begin();
    await closed;
    await Promise.all([closeRedis(this.redis), closeRedis(this.subscriber)]);
  }
}
