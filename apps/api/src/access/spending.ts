import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Allowances } from '#platform';
import { refusal, tellRoom } from '../admission/rate-limit.js';
import { principalOf } from './principal.js';

/** Counts the pictures that come in by a key. */
@Injectable()
export class Spending {
  constructor(private readonly allowances: Allowances) {}

  /**
   * Counts a picture at the door, and tells its client how many more may come.
   * @returns what was counted
   * @throws CodedError `rate_exceeded`, `quota_exceeded`, `queue_unavailable`
   */
  async enter(request: IncomingMessage, response: ServerResponse): Promise<Charge> {
    const key = principalOf(request)?.key;
    const spent = key && (await this.allowances.spend(key, 1));
    if (!spent) return noCharge();
    const seconds = Math.ceil(spent.ms / 1_000);
    const { count } = (key.rate ?? key.quota)!;
    tellRoom(response, { limit: count, left: spent.left, seconds });
    if (spent.refused) throw refusal(spent.refused, Math.max(1, seconds));
    return { all: 1, inWindow: 1, window: spent.window };
  }

  /**
   * Counts the further pictures of a batch. What the rate does not let through now is on credit: nothing else comes in by
   * the key until it would have been.
   * @param charge what was counted of the batch so far besides its first picture; it grows
   * @throws CodedError `rate_exceeded` while another batch is on credit, `quota_exceeded`, `queue_unavailable`
   */
  async further(request: IncomingMessage, pictures: number, charge: Charge): Promise<void> {
    const key = principalOf(request)?.key;
    // One was counted at the door.
    const spent = key && pictures > 0 ? await this.allowances.spend(key, pictures, charge.all + 1) : null;
    if (spent?.refused) throw refusal(spent.refused, Math.max(1, Math.ceil(spent.ms / 1_000)));
    if (!spent) return;
    if (spent.window !== charge.window) charge.inWindow = 0;
    charge.window = spent.window;
    charge.inWindow += pictures;
    charge.all += pictures;
  }

  /** Takes pictures back that did not come in after all, so many at most. */
  async giveBack(request: IncomingMessage, charge: Charge, most: number): Promise<void> {
    const key = principalOf(request)?.key;
    const pictures = Math.min(most, charge.inWindow);
    if (key && pictures > 0) await this.allowances.giveBack(key, pictures, charge.window);
  }
}

/** How many pictures were counted: in all, and in the quota's last window. */
export interface Charge {
  all: number;
  inWindow: number;
  window: number;
}

export const noCharge = (): Charge => ({ all: 0, inWindow: 0, window: -1 });
