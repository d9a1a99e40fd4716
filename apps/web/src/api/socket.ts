import { io, type Socket } from 'socket.io-client';
import { CodedError, type ClientEvents, type ServerEvents, type Snapshot } from '#contract';
import { addressOf } from './address.js';
import { readJob } from './http.js';

/** Most milliseconds between two attempts to reconnect. */
const RETRY = 2_000;

/** Who wants to know about a job. */
export interface JobNews {
  job: (snapshot: Snapshot) => void;
  gone: () => void;
  /** Whether changes are heard as they happen. */
  connected: (now: boolean) => void;
}

/**
 * Tells of a job live until `signal` aborts. Every connect watches again, so that a lost connection loses no news; while
 * there is none, each attempt to get one also asks over HTTP.
 */
export function followJob(id: string, news: JobNews, signal: AbortSignal): void {
  const socket: Socket<ServerEvents, ClientEvents> = io({
    path: addressOf('socket.io/').pathname,
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelayMax: RETRY,
  });

  function missing(): void {
    if (signal.aborted) return;
    news.connected(false);
    readJob(id, signal).then(news.job, (error: unknown) => {
      if (error instanceof CodedError && error.code === 'job_not_found') news.gone();
    });
    // After a refusal, unlike after a loss, the library leaves reconnecting to us.
    if (!socket.active) setTimeout(() => signal.aborted || socket.connect(), RETRY);
  }

  socket.on('connect', () => {
    news.connected(true);
    socket.emit('watch', [id], ({ snapshots, unknown }) => {
      snapshots.forEach(news.job);
      if (unknown.includes(id)) news.gone();
    });
  });
  socket.on('job', news.job);
  socket.on('gone', news.gone);
  socket.on('disconnect', missing);
  socket.on('connect_error', missing);
  signal.addEventListener('abort', () => socket.disconnect());
}
