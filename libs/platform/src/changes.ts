import { announcementSchema, type Change } from '#contract';
import type { Redis } from 'ioredis';
import type { Keys } from './keys.js';

/** A change of the picture listened for, or `gap`: something may have been missed, read the record again. */
export type ChangeListener = (change: Change | 'gap') => void;

/** What the records announce, for those in this process who wait for a picture. One connection, whatever is watched. */
export class Changes {
  private readonly listeners = new Map<string, Set<ChangeListener>>();

  /** @param redis a consumer's connection of its own: it can do nothing else from now on */
  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
  ) {
    redis.on('message', (_channel, message) => this.deliver(message));
    // Announcements of while the connection was away are lost: subscribe first, then have everybody read again.
    redis.on('ready', () => {
      redis.subscribe(keys.changes).then(
        () => this.tellOfGap(),
        () => undefined, // The connection went again; `ready` comes again.
      );
    });
  }

  /** Resolves when announcements arrive. */
  async start(): Promise<void> {
    await this.redis.subscribe(this.keys.changes);
  }

  /** Calls `listener` with each change of one picture. @returns what ends it */
  listen(bundle: string, index: number, listener: ChangeListener): () => void {
    const key = `${bundle}.${index}`;
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }

  private deliver(message: string): void {
    const announcement = announcementSchema.safeParse(parseJson(message));
    // Something changed that this version has no words for: the records may tell.
    if (!announcement.success) return this.tellOfGap();
    const { bundle, pictures } = announcement.data;
    for (const [index, change] of Object.entries(pictures)) {
      for (const listener of this.listeners.get(`${bundle}.${index}`) ?? []) listener(change);
    }
  }

  private tellOfGap(): void {
    for (const listeners of this.listeners.values()) for (const listener of listeners) listener('gap');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
