import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { isFinal, type ClientEvents, type ServerEvents, type Snapshot } from '#contract';
import { until } from './until.js';

/** Clients that follow jobs at an API, as a page and an EventSource do: whoever is cut off comes back by himself. */
export interface Watcher {
  watch: (id: string) => void;
  /** What was told of each job, in order. */
  told: Map<string, Snapshot[]>;
  /** How often it had to connect. */
  connections: () => number;
  close: () => void;
}

type Client = Socket<ServerEvents, ClientEvents>;

/** Over one socket. */
export function watchBySocket(url: string): Watcher {
  const socket: Client = io(url, { forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 200 });
  const told = new Map<string, Snapshot[]>();
  let connections = 0;
  const hear = (snapshot: Snapshot): void => void told.get(snapshot.id)?.push(snapshot);
  // Not by a promise, which would be told of the answer later than the listener of what was sent after it.
  const ask = (ids: string[]): unknown => socket.emit('watch', ids, ({ snapshots }) => snapshots.forEach(hear));
  socket.on('job', hear);
  socket.on('connect', () => {
    connections++;
    if (told.size > 0) ask([...told.keys()]);
  });
  return {
    told,
    watch: (id) => {
      told.set(id, []);
      if (socket.connected) ask([id]);
    },
    connections: () => connections,
    close: () => socket.disconnect(),
  };
}

/** Over a stream of server-sent events for each job. */
export function watchByEvents(url: string): Watcher {
  const told = new Map<string, Snapshot[]>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // One for each stream.
  let connections = 0;
  const follow = async (id: string, heard: Snapshot[]): Promise<void> => {
    while (!closing.signal.aborted && !heard.some(({ state }) => isFinal(state))) {
      await readEvents(
        `${url}/v1/jobs/${id}/events`,
        closing.signal,
        (data) => heard.push(JSON.parse(data)),
        () => {
          connections++;
        },
      ).catch(() => pause(100));
    }
  };
  return {
    told,
    watch: (id) => {
      told.set(id, []);
      void follow(id, told.get(id)!);
    },
    connections: () => connections,
    close: () => closing.abort(),
  };
}

async function readEvents(
  url: string,
  signal: AbortSignal,
  hear: (data: string) => void,
  begin: () => void,
): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(await response.text());
  begin();
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event);
      if (data) hear(data[1]!);
    }
  }
}

/**
 * Waits until a watcher knows how each of its jobs ended.
 * @returns what it was told that cannot be, each as a sentence: two ends, or anything else after the end
 */
export async function findDoubled({ told }: Watcher): Promise<string[]> {
  await until(() => [...told.values()].every((list) => list.some(({ state }) => isFinal(state))), 60_000);
  const wrong: string[] = [];
  for (const [id, list] of told) {
    const after = list.slice(list.findIndex(({ state }) => isFinal(state)));
    const ends = new Set(after.map((snapshot) => JSON.stringify(snapshot)));
    if (ends.size > 1) wrong.push(`${id} ended more than once: ${[...ends].join(' then ')}`);
  }
  return wrong;
}
