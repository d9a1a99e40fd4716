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
  const socket: Socket<ServerEvents, ClientEvents> = io({
    path: addressOf('socket.io/').pathname,
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    reconnectionDelayMax: RETRY,
  });

  function ask(ids: string[]): void {
    socket.emit('watch', ids, ({ snapshots, unknown }) => {
      snapshots.forEach(news.job);
      unknown.forEach(news.gone);
    });
  }

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
    if (watched.size > 0) ask([...watched].slice(0, MAX_WATCHED));
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
      if (socket.connected) ask(ids);
      else if (!socket.active) socket.connect();
    },
    unwatch(id) {
      if (watched.delete(id) && socket.connected) socket.emit('unwatch', [id]);
    },
  };
}
