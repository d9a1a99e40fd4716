import type { Server as HttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Server, type Socket } from 'socket.io';
import {
  CodedError,
  MAX_WATCHED,
  roomOf,
  type ClientEvents,
  type Language,
  type ServerEvents,
  type WatchAnswer,
} from '#contract';
import { isOwnRequest, languageOf, type Config } from '#platform';
import { Jobs } from '../jobs/jobs.js';
import { toSnapshot } from '../jobs/snapshot.js';
import { CONFIG } from '../tokens.js';

type Client = Socket<ClientEvents, ServerEvents>;

/** Milliseconds until a watched job is read again after Redis did not answer. */
const PAUSE = 1_000;

/** Largest message of a client: a page watches ids, and has nothing else to say. */
const MESSAGE_BYTES = 100_000;

/**
 * Sockets that watch jobs. Each watched job has a room for each language in use; the room's life is the watch's: its
 * first socket begins to follow the job, its last one ends that.
 */
@Injectable()
export class Live {
  private readonly logger = new Logger(Live.name);
  private readonly followed = new Map<string, AbortController>();
  private readonly io: Server<ClientEvents, ServerEvents>;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly jobs: Jobs,
  ) {
    this.io = new Server({
      serveClient: false,
      maxHttpBufferSize: MESSAGE_BYTES,
      allowRequest: (request, decide) => decide(null, isOwnRequest(request.headers, config.allowedHosts)),
    });
    this.io.on('connection', (socket) => this.welcome(socket));
    this.io.of('/').adapter.on('delete-room', (room: string) => {
      this.followed.get(room)?.abort();
      this.followed.delete(room);
    });
  }

  /** Answers Socket.IO on an HTTP server. */
  attach(server: HttpServer): void {
    this.io.attach(server);
  }

  /** Lets the clients go; they come back by themselves, to whichever process is there. */
  disconnect(): void {
    this.io.engine?.close();
  }

  private welcome(socket: Client): void {
    const language = languageOf(socket.request);
    socket.on('watch', (ids, answer) => {
      this.watch(socket, language, idsIn(ids)).then(
        (now) => typeof answer === 'function' && answer(now),
        // Redis does not answer. A closed connection, unlike a closed socket, makes the client come back and ask again.
        () => socket.conn.close(),
      );
    });
    socket.on('unwatch', (ids) => {
      for (const id of idsIn(ids)) void socket.leave(roomOf(id, language));
    });
  }

  /** Joins first, reads then: a change between the two is told twice, not never. */
  private async watch(socket: Client, language: Language, ids: string[]): Promise<WatchAnswer> {
    const now: WatchAnswer = { snapshots: [], unknown: [], refused: [] };
    const rooms = new Set([...socket.rooms, ...ids.map((id) => roomOf(id, language))]);
    // A socket is in a room of its own, too.
    if (rooms.size > MAX_WATCHED + 1) return { ...now, refused: ids };
    for (const id of ids) this.join(socket, language, id);
    await Promise.all(
      ids.map(async (id) => {
        const job = await this.jobs.read(id).catch(unlessUnknown);
        if (job) now.snapshots.push(toSnapshot(job, language));
        else {
          now.unknown.push(id);
          await socket.leave(roomOf(id, language));
        }
      }),
    );
    return now;
  }

  private join(socket: Client, language: Language, id: string): void {
    const room = roomOf(id, language);
    void socket.join(room);
    if (this.followed.has(room)) return;
    const end = new AbortController();
    this.followed.set(room, end);
    void this.tell(room, language, id, end.signal);
  }

  /** Tells a room of each change of its job, until nobody is in it or the job is erased. */
  private async tell(room: string, language: Language, id: string, signal: AbortSignal): Promise<void> {
    let known = false;
    while (!signal.aborted) {
      try {
        for await (const job of this.jobs.watch(id, signal)) {
          known = true;
          this.io.to(room).emit('job', toSnapshot(job, language));
        }
        if (known && !signal.aborted) this.io.to(room).emit('gone', id);
        return;
      } catch (error) {
        if (isUnknown(error)) return;
        this.logger.warn(`a watched job cannot be read: ${(error as Error).message}`);
        await pause(PAUSE);
      }
    }
  }
}

const isUnknown = (error: unknown): boolean => error instanceof CodedError && error.code === 'job_not_found';

function unlessUnknown(error: unknown): null {
  if (isUnknown(error)) return null;
  throw error;
}

const idsIn = (ids: unknown): string[] => (Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
