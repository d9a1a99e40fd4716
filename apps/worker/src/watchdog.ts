import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { longestDecode } from '#classify';

/** Milliseconds between two looks. */
const PAUSE = 1_000;
/** How many times as long as it may a decoder has run when it is taken to run for ever. */
const TIMES = 2;
/** Milliseconds that the process has to finish what else it holds. */
const PATIENCE = 6_000;

/**
 * Ends the process when a decoder is stuck in a picture. That picture has been refused by then; its thread, and the memory
 * that it holds, nothing but the process's end gives back.
 */
export class Watchdog {
  private readonly logger = new Logger(Watchdog.name);
  private timer: NodeJS.Timeout | undefined;
  private barked = false;

  /**
   * @param limit milliseconds that decoding a picture may take
   * @param finish lets the process finish what else it holds
   */
  constructor(
    private readonly limit: number,
    private readonly finish: () => Promise<void>,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), PAUSE).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    if (this.barked || longestDecode() < TIMES * this.limit) return;
    this.barked = true;
    this.logger.error(`gives up: a picture has kept its decoder busy for more than ${(TIMES * this.limit) / 1_000} s`);
    // An ordinary end would wait for the stuck thread.
    const end = (): void => void process.kill(process.pid, 'SIGKILL');
    Promise.race([this.finish(), pause(PATIENCE)]).then(end, end);
  }
}
