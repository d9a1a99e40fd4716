import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { CodedError, MAX_WATCHED, type Audience } from '#contract';
import type { Watchable } from './watchable.js';

/** A socket, as far as rooms know it. */
type Member = Pick<Socket, 'rooms' | 'join' | 'leave'>;

/** What a client is answered that watches things. */
export interface Answer<S> {
  snapshots: S[];
  unknown: string[];
  refused: string[];
}

/** What those in a room know of its thing. */
interface Telling<T> {
  end: AbortController;
  /** The newest that any of them was told, or answered. */
  newest?: T;
  isErased: boolean;
}

/** Milliseconds until what is watched is read again after Redis did not answer. */
const PAUSE = 1_000;

/**
 * The rooms of sockets that watch things of one kind: one for each thing and audience. A room's life is the watch's: its
 * first socket begins to follow the thing, its last one ends that.
 */
export class Rooms<T, S> {
  private readonly logger = new Logger(Rooms.name);
  private readonly tellings = new Map<string, Telling<T>>();

  constructor(private readonly things: Watchable<T, S>) {}

  /**
   * Has a socket told of each change of some things from now on. Nothing that it is told or answered is older than what it
   * has heard before.
   * @param answer called once, with how they stand now
   * @throws CodedError `queue_unavailable`, and nothing is answered then
   */
  async watch(socket: Member, audience: Audience, ids: string[], answer: (now: Answer<S>) => void): Promise<void> {
    const roomOf = (id: string): string => this.things.roomOf(id, audience);
    const rooms = new Set([...socket.rooms, ...ids.map(roomOf)]);
    // A socket is in a room of its own, too.
    if (rooms.size > MAX_WATCHED + 1) return answer({ snapshots: [], unknown: [], refused: ids });
    // Joins first, reads then: a change between the two is told twice, not never.
    for (const id of ids) {
      void socket.join(roomOf(id));
      this.open(roomOf(id), id, audience);
    }
    const read = await Promise.all(ids.map((id) => this.things.read(id, audience.owner).catch(unlessUnknown)));
    const now: Answer<S> = { snapshots: [], unknown: [], refused: [] };
    ids.forEach((id, at) => {
      const thing = this.newest(roomOf(id), read[at]!);
      if (thing) now.snapshots.push(this.things.toSnapshot(thing, audience.language));
      else {
        now.unknown.push(id);
        void socket.leave(roomOf(id));
      }
    });
    // Not by the promise, which would come after what is told in between.
    answer(now);
  }

  /** Has a socket told no more of some things. */
  unwatch(socket: Member, audience: Audience, ids: string[]): void {
    for (const id of ids) void socket.leave(this.things.roomOf(id, audience));
  }

  /** Nobody is in a room any more. */
  close(room: string): void {
    this.tellings.get(room)?.end.abort();
    this.tellings.delete(room);
  }

  private open(room: string, id: string, audience: Audience): void {
    if (this.tellings.has(room)) return;
    const telling: Telling<T> = { end: new AbortController(), isErased: false };
    this.tellings.set(room, telling);
    void this.tell(telling, room, id, audience);
  }

  /** Tells a room of each change of its thing, until nobody is in it or that is erased. */
  private async tell(telling: Telling<T>, room: string, id: string, { owner, language }: Audience): Promise<void> {
    const { signal } = telling.end;
    let isKnown = false;
    while (!signal.aborted) {
      try {
        for await (const thing of this.things.watch(id, owner, signal)) {
          isKnown = true;
          // Who was answered later may know of what is still to be told here; the newest will be.
          if (this.isBehind(thing, telling)) continue;
          telling.newest = thing;
          this.things.tell(room, this.things.toSnapshot(thing, language));
        }
        if (!isKnown || signal.aborted) return;
        telling.isErased = true;
        this.things.tellGone(room, id);
        return;
      } catch (error) {
        if (isUnknown(error)) return;
        this.logger.warn(`what is watched cannot be read: ${(error as Error).message}`);
        await pause(PAUSE);
      }
    }
  }

  /** What has been read may have changed on its way here, and the room may have been told of that. */
  private newest(room: string, read: T | null): T | null {
    const telling = this.tellings.get(room);
    if (!telling || !read) return read;
    if (telling.isErased) return null;
    if (!this.isBehind(read, telling)) telling.newest = read;
    return telling.newest!;
  }

  private isBehind(thing: T, { newest }: Telling<T>): boolean {
    return newest !== undefined && this.things.isBehind(thing, newest);
  }
}

const isUnknown = (error: unknown): boolean =>
  error instanceof CodedError && (error.code === 'job_not_found' || error.code === 'batch_not_found');

function unlessUnknown(error: unknown): null {
  if (isUnknown(error)) return null;
  throw error;
}
