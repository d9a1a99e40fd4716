import { Controller, Get, Header } from '@nestjs/common';
import type { Status } from '#contract';
import { Fleet, Fresh, Lines } from '#platform';
import { toStatus } from './status.js';

@Controller('v1/status')
export class StatusController {
  private readonly now: Fresh<Status>;

  constructor(fleet: Fleet, lines: Lines) {
    this.now = new Fresh(async () => toStatus(...(await Promise.all([fleet.live(), fleet.doors(), lines.read()]))));
  }

  /** How the service does. */
  @Get()
  @Header('Cache-Control', 'no-store')
  show(): Promise<Status> {
    return this.now.get();
  }
}
