import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  HEARTBEAT,
  keysUnder,
  readLoad,
  type Config,
  type Created,
  type Load,
  type Redis,
  type RoomLimits,
} from '#platform';
import { CONFIG, REDIS } from '../tokens.js';
import { ServiceRate } from './service-rate.js';

/** Milliseconds that pass at least between two looks out of turn. */
const GLANCE = 200;
/** The share of Redis' memory from which nothing more comes in: what is there needs some to be answered. */
const MEMORY = 0.8;
/** The share of that memory that submitted uploads may take, however much is allowed; and with those waited for. */
const UPLOADS = 0.4;
const AWAITED = 0.6;
/** Seconds after which there may be memory again: results expire. */
const A_WHILE = 60;
/** The share of the room that one caller may fill: the rest is for those who come later. */
export const ONE_CALLER = 0.9;

/** How much room there is in Redis for pictures that nobody waits for, as it was a moment ago. */
@Injectable()
export class Room {
  private readonly logger = new Logger(Room.name);
  private load: Load = { pictures: 0, bytes: 0, done: 0, memory: 0, most: Infinity };
  private looked = 0;
  private looking: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  /** How fast the pictures that wait are worked off, by all workers. */
  readonly rate = new ServiceRate();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  /** Looks from now on, as often as workers give signs of life. */
  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.look().then(
        () => this.rate.note(this.load.done, this.load.pictures > 0),
        (error: Error) => this.logger.warn(error.message),
      );
    }, HEARTBEAT);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** What may wait, as records take it. */
  get limits(): Required<RoomLimits> {
    const { waiting, waitingBytes } = this.config.admission;
    const bytes = Math.min(waitingBytes, Math.floor(UPLOADS * this.load.most));
    return { pictures: waiting, bytes, ofOneCaller: Math.ceil(ONE_CALLER * waiting) };
  }

  /** The same of pictures that are waited for: their number has its limit at the door, what they take of memory here. */
  get ofAwaited(): RoomLimits {
    return Number.isFinite(this.load.most) ? { bytes: Math.floor(AWAITED * this.load.most) } : {};
  }

  /** Whether Redis is short of memory for whatever comes in. */
  get isShort(): boolean {
    return this.load.memory > MEMORY;
  }

  /** Pictures that may still come. */
  get left(): number {
    const { pictures, bytes } = this.limits;
    const isFull = this.isShort || this.load.bytes >= bytes;
    return isFull ? 0 : Math.max(0, pictures - this.load.pictures);
  }

  /** Seconds until what waits now is done, at the rate of the last seconds; while memory is short nobody knows. */
  get seconds(): number {
    return this.isShort ? A_WHILE : this.rate.secondsFor(this.load.pictures);
  }

  /** Whether there is room; before it says no it looks how things are now, though but a few times a second. */
  async isThere(): Promise<boolean> {
    if (this.left > 0) return true;
    if (performance.now() - this.looked > GLANCE) await (this.looking ??= this.look());
    return this.left > 0;
  }

  /** What came in tells how much waits. */
  heard({ waiting }: Created): void {
    this.load = { ...this.load, ...waiting };
  }

  private async look(): Promise<void> {
    try {
      const before = this.load;
      const load = await readLoad(this.redis, keysUnder(this.config.redis.prefix));
      // What came in meanwhile tells of a later moment.
      const { pictures, bytes } = this.load === before ? load : this.load;
      this.load = { ...load, pictures, bytes };
      this.looked = performance.now();
    } finally {
      this.looking = null;
    }
  }
}
