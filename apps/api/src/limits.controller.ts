import { Controller, Get, Inject } from '@nestjs/common';
import type { Limits } from '#contract';
import type { Config } from '#platform';
import { CONFIG } from './tokens.js';

const SECOND = 1_000;

@Controller('v1/limits')
export class LimitsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** What a client may send, and how long that is kept. */
  @Get()
  show(): Limits {
    const { limits, maxWait, resultTtl } = this.config;
    const { uploadBytes, pixels, batchBytes, batchPictures } = limits;
    const [resultSeconds, waitSeconds] = [resultTtl, maxWait].map((ms) => Math.ceil(ms / SECOND)) as [number, number];
    return { uploadBytes, pixels, batchBytes, batchPictures, resultSeconds, waitSeconds };
  }
}
