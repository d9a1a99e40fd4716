import { Injectable } from '@nestjs/common';
import { CodedError, type Bundle, type ModelReference } from '#contract';
import {
  newBundleId,
  newToken,
  Records,
  Replicas,
  type Created,
  type Entrance,
  type JobId,
  type NewPicture,
} from '#platform';
import { refusal } from '../admission/rate-limit.js';
import { Room } from '../admission/room.js';
import { BundleQueue, type Place } from './bundle-queue.js';

/** A picture to go with others. */
export type Outgoing = Pick<NewPicture, 'upload' | 'failed' | 'caller' | 'once'> & Partial<Pick<NewPicture, 'owner'>>;

interface Options extends Pick<Entrance, 'home' | 'batch'> {
  /** Where it waits; without it, in line with what was submitted. */
  place?: Exclude<Place, object>;
  id?: string;
}

/** A bundle on its way to Redis. */
export interface Put {
  /** Of the pictures' jobs, in order. */
  ids: JobId[];
  /** When Redis had it all, replicas included; rejected with CodedError `queue_unavailable`, `overloaded`, `too_many_waiting`. */
  accepted: Promise<Created>;
}

/** Uploads → record → queue. */
@Injectable()
export class Bundles {
  constructor(
    private readonly records: Records,
    private readonly queue: BundleQueue,
    private readonly room: Room,
    private readonly replicas: Replicas,
  ) {}

  /** Sends a new bundle to Redis: its record is sent when this returns, its job no later than it is accepted. */
  put(outgoing: Outgoing[], model: ModelReference, { id = newBundleId(), place, ...entrance }: Options = {}): Put {
    const bundle: Bundle = { v: 1, id, pictures: outgoing.length, model };
    const pictures = outgoing.map((picture) => ({ token: newToken(), owner: '', ...picture }) as NewPicture);
    const ids = pictures.map(({ token }, index) => ({ bundle: id, index, token }));
    return {
      ids,
      accepted: this.replicas.have(
        place ? this.enter(bundle, pictures, entrance, place) : this.queueUp(bundle, pictures, entrance),
      ),
    };
  }

  /** Somebody waits: record and job go together, and arrive in this order. */
  private async enter(bundle: Bundle, pictures: NewPicture[], entrance: Entrance, place: Place): Promise<Created> {
    const created = this.create(bundle, pictures, { ...entrance, room: this.room.ofAwaited });
    await Promise.all([created, this.queue.add(bundle, place)]);
    return created;
  }

  /** Nobody waits: whether there is room, and whose turn it is, is known when the record is written. */
  private async queueUp(bundle: Bundle, pictures: NewPicture[], entrance: Entrance): Promise<Created> {
    const created = await this.create(bundle, pictures, { ...entrance, room: this.room.limits });
    const failed = pictures.filter((picture) => picture.failed !== undefined).length;
    if (created.again.size + failed < pictures.length) await this.queue.add(bundle, { turn: created.priority });
    return created;
  }

  /** What comes in tells how much waits; what does not is told when to come again. */
  private async create(bundle: Bundle, pictures: NewPicture[], entrance: Entrance): Promise<Created> {
    try {
      const created = await this.records.create(bundle, pictures, entrance);
      this.room.heard(created);
      return created;
    } catch (error) {
      const isFull = error instanceof CodedError && (error.code === 'overloaded' || error.code === 'too_many_waiting');
      throw isFull ? refusal(error.code, this.room.seconds) : error;
    }
  }
}
