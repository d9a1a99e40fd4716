import { io, type Socket } from 'socket.io-client';
import { CodedError, MAX_WATCHED, type ClientEvents, type ServerEvents, type Snapshot } from '#contract';
import { addressOf } from './address.js';
import { readJob } from './http.js';

/** Most milliseconds between two attempts to reconnect. */
const RETRY = 2_000;
/** Jobs that are asked for over HTTP at each of those, while there is no socket. */
const ASKED = 20;

/** Who wants to know about jobs. */
export interface JobNews {
  job: (snapshot: Snapshot) => void;
  gone: (id: string) => void;
  /** Whether changes are heard as they happen. */
  connected: (now: boolean) => void;
}

/** What tells of jobs. */
export interface LiveJobs {
  /** From now on; of one that is watched already, where it stands now. */
  watch: (ids: string[]) => void;
  unwatch: (id: string) => void;
}

/**
 * Tells of jobs live until `signal` aborts, over one socket, which is opened with the first of them. Every connect watches
 * all again, so that a lost connection loses no news; while there is none, each attempt to get one also asks over HTTP.
 */
export function followJobs(news: JobNews, signal: AbortSignal): LiveJobs {
  const watched = new Set<string>();
  /** Those that the socket watches. */
  const asked = new Set<string>();
  const socket: Socket<ServerEvents, ClientEvents> = io({
    path: addressOf('socket.io/').pathname,
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    reconnectionDelayMax: RETRY,
  });

  /** Asks where some stand; of as many as a socket may watch, changes come from then on. */
  function ask(ids: string[]): void {
    if (ids.length === 0) return;
    ids.forEach((id) => asked.add(id));
    socket.emit('watch', ids, ({ snapshots, unknown }) => {
      snapshots.forEach(news.job);
      unknown.forEach(news.gone);
    });
  }

  /** Asks about those that there was no room for, as far as there is now. */
  const askMore = (): void =>
    ask([...watched].filter((id) => !asked.has(id)).slice(0, Math.max(0, MAX_WATCHED - asked.size)));

  function missing(): void {
    if (signal.aborted) return;
    news.connected(watched.size === 0);
    for (const id of [...watched].slice(0, ASKED)) {
      readJob(id, signal).then(news.job, (error: unknown) => {
        if (error instanceof CodedError && error.code === 'job_not_found') news.gone(id);
      });
    }
    // After a refusal, unlike after a loss, the library leaves reconnecting to us.
    if (!socket.active) setTimeout(() => signal.aborted || socket.connect(), RETRY);
  }

  socket.on('connect', () => {
    news.connected(true);
    asked.clear();
    askMore();
  });
  socket.on('job', news.job);
  socket.on('gone', news.gone);
  socket.on('disconnect', missing);
  socket.on('connect_error', missing);
  signal.addEventListener('abort', () => socket.disconnect());

  return {
    watch(ids) {
      if (ids.length === 0) return;
      ids.forEach((id) => watched.add(id));
      if (socket.connected) {
        ask(ids.filter((id) => asked.has(id)));
        askMore();
      } else if (!socket.active) socket.connect();
    },
    unwatch(id) {
      watched.delete(id);
      if (!asked.delete(id) || !socket.connected) return;
      socket.emit('unwatch', [id]);
      askMore();
    },
  };
}
