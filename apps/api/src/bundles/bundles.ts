import { Injectable } from '@nestjs/common';
import type { Bundle, ModelReference } from '#contract';
import { newBundleId, newToken, Records, type Created, type Entrance, type JobId, type NewPicture } from '#platform';
import { Room } from '../admission/room.js';
import { BundleQueue, type Place } from './bundle-queue.js';

/** A picture to go with others. */
export type Outgoing = Pick<NewPicture, 'upload' | 'failed' | 'caller' | 'once'>;

interface Options extends Pick<Entrance, 'home' | 'batch'> {
  /** Where it waits; without it, in line with what was submitted. */
  place?: Exclude<Place, object>;
  id?: string;
}

/** A bundle on its way to Redis. */
export interface Put {
  /** Of the pictures' jobs, in order. */
  ids: JobId[];
  /** When Redis had it all; rejected with CodedError `queue_unavailable`, `overloaded`, `too_many_waiting`. */
  accepted: Promise<Created>;
}

/** Uploads → record → queue. */
@Injectable()
export class Bundles {
  constructor(
    private readonly records: Records,
    private readonly queue: BundleQueue,
    private readonly room: Room,
  ) {}

  /** Sends a new bundle to Redis: its record is sent when this returns, its job no later than it is accepted. */
  put(outgoing: Outgoing[], model: ModelReference, { id = newBundleId(), place, ...entrance }: Options = {}): Put {
    const bundle: Bundle = { v: 1, id, pictures: outgoing.length, model };
    const pictures = outgoing.map((picture) => ({ token: newToken(), owner: '', ...picture }) as NewPicture);
    const ids = pictures.map(({ token }, index) => ({ bundle: id, index, token }));
    return {
      ids,
      accepted: place ? this.enter(bundle, pictures, entrance, place) : this.queueUp(bundle, pictures, entrance),
    };
  }

  /** Somebody waits: record and job go together, and arrive in this order. */
  private async enter(bundle: Bundle, pictures: NewPicture[], entrance: Entrance, place: Place): Promise<Created> {
    const created = this.records.create(bundle, pictures, entrance);
    await Promise.all([created, this.queue.add(bundle, place)]);
    return created;
  }

  /** Nobody waits: whether there is room, and whose turn it is, is known when the record is written. */
  private async queueUp(bundle: Bundle, pictures: NewPicture[], entrance: Entrance): Promise<Created> {
    const created = await this.records.create(bundle, pictures, { ...entrance, room: this.room.limits });
    this.room.heard(created);
    const failed = pictures.filter((picture) => picture.failed !== undefined).length;
    if (created.again.size + failed < pictures.length) await this.queue.add(bundle, { turn: created.priority });
    return created;
  }
}
