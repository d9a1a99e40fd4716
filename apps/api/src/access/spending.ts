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
   * @throws CodedError `rate_exceeded`, `quota_exceeded`, `queue_unavailable`
   */
  async enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = principalOf(request)?.key;
    const spent = key && (await this.allowances.spend(key, 1));
    if (!spent) return;
    const seconds = Math.ceil(spent.ms / 1_000);
    const { count } = (key.rate ?? key.quota)!;
    tellRoom(response, { limit: count, left: spent.left, seconds });
    if (spent.refused) throw refusal(spent.refused, Math.max(1, seconds));
  }

  /**
   * Counts the further pictures of a batch. What the rate does not let through now is on credit: nothing more comes in by
   * the key until it would have been.
   * @throws CodedError `quota_exceeded`, `queue_unavailable`
   */
  async further(request: IncomingMessage, pictures: number): Promise<void> {
    const key = principalOf(request)?.key;
    const spent = key && pictures > 0 ? await this.allowances.spend(key, pictures, true) : null;
    if (spent?.refused) throw refusal(spent.refused, Math.max(1, Math.ceil(spent.ms / 1_000)));
  }

  /** Takes further pictures back that did not come in after all. */
  async giveBack(request: IncomingMessage, pictures: number): Promise<void> {
    const key = principalOf(request)?.key;
    if (key && pictures > 0) await this.allowances.spend(key, -pictures);
  }
}
