import {
  announcementSchema,
  batchAnnouncementSchema,
  mapAnnouncementSchema,
  type Announcement,
  type BatchAnnouncement,
  type Change,
  type MapAnnouncement,
} from '#contract';
import type { Redis } from 'ioredis';
import type { Keys } from './keys.js';

/** A change of the picture listened for, or `gap`: something may have been missed, read the record again. */
export type ChangeListener = (change: Change | 'gap') => void;

/** The ends of pictures of a bundle, by their index, or `gap`. */
export type EndsListener = (ends: Announcement['pictures'] | 'gap') => void;

/** How a batch stands after a change, or `gap`. */
export type BatchListener = (change: BatchAnnouncement | 'gap') => void;

/** What became of a map that was asked for, or `gap`. */
export type MapListener = (end: MapAnnouncement | 'gap') => void;

/** Called when access keys may have changed. */
type AccessListener = () => void;

/** Somebody's listening. */
export interface Listening {
  /** Resolves when nothing is missed any more. */
  begun: Promise<void>;
  stop: () => void;
}

/** What the records announce, for those in this process who wait for a picture. One connection, whatever is watched. */
export class Changes {
  private readonly listeners = new Map<string, Map<ChangeListener, number>>();
  private readonly batches = new Map<string, Set<BatchListener>>();
  private readonly maps = new Map<string, Set<MapListener>>();
  private readonly awaited = new Map<string, EndsListener>();
  private readonly access = new Set<AccessListener>();

  /**
   * @param redis a consumer's connection of its own: it can do nothing else from now on
   * @param home this process' name, as it is in the records that it writes for pictures that it waits for
   */
  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
    readonly home: string,
  ) {
    redis.on('message', (channel, message) =>
      channel === keys.accessChanges ? this.tellOfAccess() : this.deliver(message),
    );
    // Announcements of while the connection was away are lost: subscribe first, then have everybody read again.
    redis.on('ready', () => {
      this.subscribe(...this.listeners.keys(), ...this.batches.keys(), ...this.maps.keys()).then(
        () => this.tellOfGap(),
        () => undefined, // The connection went again; `ready` comes again.
      );
    });
  }

  /** Resolves when announcements arrive. */
  async start(): Promise<void> {
    await this.subscribe();
  }

  /** Calls `listener` with each change of one picture, whichever process it was given to. */
  listen(bundle: string, index: number, listener: ChangeListener): Listening {
    const listeners = this.listeners.get(bundle) ?? new Map<ChangeListener, number>();
    this.listeners.set(bundle, listeners.set(listener, index));
    return { begun: this.begin(bundle), stop: () => this.leave(bundle, listener) };
  }

  /** Calls `listener` with each change of a batch. */
  listenToBatch(batch: string, listener: BatchListener): Listening {
    return this.listenIn(this.batches, batch, listener);
  }

  /** Calls `listener` when a map has been made, or cannot be; by its name, see {@link mapName}. */
  listenToMap(map: string, listener: MapListener): Listening {
    return this.listenIn(this.maps, map, listener);
  }

  /**
   * Calls `listener` with the ends of pictures of a bundle that is written with this process as its home. Costs nothing
   * in Redis, and misses nothing from the call on.
   * @returns what ends it
   */
  awaitEnds(bundle: string, listener: EndsListener): () => void {
    this.awaited.set(bundle, listener);
    return () => this.awaited.delete(bundle);
  }

  /** Calls `listener` whenever access keys may have changed. */
  listenToAccess(listener: AccessListener): void {
    this.access.add(listener);
  }

  private leave(bundle: string, listener: ChangeListener): void {
    const listeners = this.listeners.get(bundle);
    if (!listeners?.delete(listener) || listeners.size > 0) return;
    this.listeners.delete(bundle);
    this.end(bundle);
  }

  private listenIn<L>(all: Map<string, Set<L>>, of: string, listener: L): Listening {
    const listeners = all.get(of) ?? new Set();
    all.set(of, listeners.add(listener));
    const stop = (): void => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      all.delete(of);
      this.end(of);
    };
    return { begun: this.begin(of), stop };
  }

  private begin(of: string): Promise<void> {
    const begun = this.redis.subscribe(this.keys.changes(of)).then(() => undefined);
    begun.catch(() => undefined); // Told to whoever waits for it; and `ready` comes again.
    return begun;
  }

  private end(of: string): void {
    this.redis.unsubscribe(this.keys.changes(of)).catch(() => undefined);
  }

  private async subscribe(...of: string[]): Promise<void> {
    const { accessChanges, changes } = this.keys;
    await this.redis.subscribe(accessChanges, changes(), changes(this.home), ...of.map((each) => changes(each)));
  }

  private deliver(message: string): void {
    const said = parseJson(message);
    const announcement = announcementSchema.safeParse(said);
    if (!announcement.success) return this.deliverOfBatch(said);
    const { bundle, pictures } = announcement.data;
    this.awaited.get(bundle)?.(pictures);
    for (const [listener, index] of this.listeners.get(bundle) ?? []) {
      const change = pictures[index];
      if (change) listener(change);
    }
  }

  private deliverOfBatch(said: unknown): void {
    const announcement = batchAnnouncementSchema.safeParse(said);
    if (!announcement.success) return this.deliverOfMap(said);
    for (const listener of this.batches.get(announcement.data.batch) ?? []) listener(announcement.data);
  }

  private deliverOfMap(said: unknown): void {
    const announcement = mapAnnouncementSchema.safeParse(said);
    // Something changed that this version has no words for: the records may tell.
    if (!announcement.success) return this.tellOfGap();
    for (const listener of this.maps.get(announcement.data.map) ?? []) listener(announcement.data);
  }

  private tellOfAccess(): void {
    for (const listener of this.access) listener();
  }

  private tellOfGap(): void {
    this.tellOfAccess();
    for (const listener of this.awaited.values()) listener('gap');
    for (const listeners of this.batches.values()) for (const listener of listeners) listener('gap');
    for (const listeners of this.maps.values()) for (const listener of listeners) listener('gap');
    for (const listeners of this.listeners.values()) for (const listener of listeners.keys()) listener('gap');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
