import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Server, type Socket } from 'socket.io';
import { CodedError, MAX_WATCHED, problem, type Audience, type ClientEvents, type ServerEvents } from '#contract';
import { isOwnRequest, languageOf, type Config } from '#platform';
import { Gate } from '../access/gate.js';
import { principalOf } from '../access/principal.js';
import { BatchRequests } from '../batches/batch-requests.js';
import { Jobs } from '../jobs/jobs.js';
import { CONFIG } from '../tokens.js';
import { watchableBatches, watchableJobs, type Watchable } from './watchable.js';

type Client = Socket<ClientEvents, ServerEvents>;

/** What a client is answered that watches things. */
interface Answer<S> {
  snapshots: S[];
  unknown: string[];
  refused: string[];
}

/** Milliseconds until what is watched is read again after Redis did not answer. */
const PAUSE = 1_000;

/** Largest message of a client: a page watches ids, and has nothing else to say. */
const MESSAGE_BYTES = 100_000;

/** Milliseconds that a client has to say who it is. */
const SIGN_IN = 10_000;

/** The share of all sockets that may be open and not have been let in. */
const UNDECIDED = 0.1;

/**
 * Sockets that watch jobs and batches. Each of those has a room for each audience; the room's life is the watch's: its
 * first socket begins to follow the job or batch, its last one ends that.
 */
@Injectable()
export class Live {
  private readonly logger = new Logger(Live.name);
  /** Connections whose client has not been let in yet; and those that have one. */
  private readonly undecided = new Set<Client['conn']>();
  private readonly entered = new WeakSet<Client['conn']>();
  private readonly followed = new Map<string, AbortController>();
  private readonly io: Server<ClientEvents, ServerEvents>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly batches: BatchRequests,
    private readonly gate: Gate,
  ) {
    this.io = new Server({
      serveClient: false,
      maxHttpBufferSize: MESSAGE_BYTES,
      connectTimeout: SIGN_IN,
      allowRequest: (request, decide) => void this.hasRoomFor(request).then((isLetIn) => decide(null, isLetIn)),
      ...(config.corsOrigins.length > 0 && { cors: { origin: [...config.corsOrigins] } }),
      destroyUpgrade: false, // The server sees to the others.
    });
    this.io.use((socket, next) => void this.refuse(socket).then(next));
    this.io.on('connection', (socket) => this.welcome(socket));
    this.io.of('/').adapter.on('delete-room', (room: string) => {
      this.followed.get(room)?.abort();
      this.followed.delete(room);
    });
  }

  /** Answers Socket.IO on an HTTP server. */
  attach(server: HttpServer): void {
    this.io.attach(server);
    this.io.engine.on('connection', (connection: Client['conn']) => {
      this.undecided.add(connection);
      connection.once('close', () => this.undecided.delete(connection));
    });
  }

  /**
   * Those who have not been let in yet share a part of the room, or anybody could take it all; when that is taken, who they
   * are is asked for at once.
   */
  private async hasRoomFor(request: IncomingMessage): Promise<boolean> {
    const { allowedHosts, corsOrigins, admission } = this.config;
    if (!isOwnRequest(request.headers, allowedHosts, corsOrigins)) return false;
    if (this.io.engine.clientsCount >= admission.sockets) return false;
    if (this.undecided.size < UNDECIDED * admission.sockets) return true;
    return this.gate.admit(request, 'predict').then(
      () => true,
      () => false,
    );
  }

  /** Lets the clients go; they come back by themselves, to whichever process is there. */
  disconnect(): void {
    this.io.engine?.close();
  }

  /** Lets a client in, or tells why not; a connection has but one. */
  private async refuse(socket: Client): Promise<Error | undefined> {
    if (this.entered.has(socket.conn)) return refusal(socket, new CodedError('malformed_request'));
    this.entered.add(socket.conn);
    try {
      await this.admit(socket);
      return undefined;
    } catch (error) {
      this.entered.delete(socket.conn);
      return refusal(socket, error);
    }
  }

  /** A browser shows its cookie, or a key in the handshake's `auth`, since it can send no header of its own. */
  private async admit(socket: Client): Promise<void> {
    const { key } = socket.handshake.auth as { key?: unknown };
    const { request } = socket;
    if (typeof key === 'string') request.headers.authorization ??= `Bearer ${key}`;
    await this.gate.admit(request, 'predict');
  }

  private welcome(socket: Client): void {
    this.undecided.delete(socket.conn);
    const { owner, revoked } = principalOf(socket.request)!;
    const end = (): void => void socket.disconnect(true);
    revoked.addEventListener('abort', end);
    socket.once('disconnect', () => {
      revoked.removeEventListener('abort', end);
      this.entered.delete(socket.conn);
    });
    if (revoked.aborted) return end();
    const audience = { owner, language: languageOf(socket.request) };
    const jobs = watchableJobs(this.jobs, this.io, this.config.pathPrefix);
    const batches = watchableBatches(this.batches, this.io, this.config.pathPrefix);
    socket.on('watch', (ids, answer) => this.answer(socket, this.watch(jobs, socket, audience, idsIn(ids)), answer));
    socket.on('watchBatch', (ids, answer) =>
      this.answer(socket, this.watch(batches, socket, audience, idsIn(ids)), answer),
    );
    socket.on('unwatch', (ids) => leave(socket, ids, (id) => jobs.roomOf(id, audience)));
    socket.on('unwatchBatch', (ids) => leave(socket, ids, (id) => batches.roomOf(id, audience)));
  }

  private answer<S>(socket: Client, watching: Promise<Answer<S>>, answer: (now: Answer<S>) => void): void {
    watching.then(
      (now) => typeof answer === 'function' && answer(now),
      // Redis does not answer. A closed connection, unlike a closed socket, makes the client come back and ask again.
      () => socket.conn.close(),
    );
  }

  /** Joins first, reads then: a change between the two is told twice, not never. */
  private async watch<T, S>(
    things: Watchable<T, S>,
    socket: Client,
    audience: Audience,
    ids: string[],
  ): Promise<Answer<S>> {
    const now: Answer<S> = { snapshots: [], unknown: [], refused: [] };
    const rooms = new Set([...socket.rooms, ...ids.map((id) => things.roomOf(id, audience))]);
    // A socket is in a room of its own, too.
    if (rooms.size > MAX_WATCHED + 1) return { ...now, refused: ids };
    for (const id of ids) this.join(things, socket, audience, id);
    await Promise.all(
      ids.map(async (id) => {
        const thing = await things.read(id, audience.owner).catch(unlessUnknown);
        if (thing) now.snapshots.push(things.toSnapshot(thing, audience.language));
        else {
          now.unknown.push(id);
          await socket.leave(things.roomOf(id, audience));
        }
      }),
    );
    return now;
  }

  private join<T, S>(things: Watchable<T, S>, socket: Client, audience: Audience, id: string): void {
    const room = things.roomOf(id, audience);
    void socket.join(room);
    if (this.followed.has(room)) return;
    const end = new AbortController();
    this.followed.set(room, end);
    void this.tell(things, room, audience, id, end.signal);
  }

  /** Tells a room of each change of its job or batch, until nobody is in it or that is erased. */
  private async tell<T, S>(
    things: Watchable<T, S>,
    room: string,
    audience: Audience,
    id: string,
    signal: AbortSignal,
  ): Promise<void> {
    let known = false;
    while (!signal.aborted) {
      try {
        for await (const thing of things.watch(id, audience.owner, signal)) {
          known = true;
          things.tell(room, things.toSnapshot(thing, audience.language));
        }
        if (known && !signal.aborted) things.tellGone(room, id);
        return;
      } catch (error) {
        if (isUnknown(error)) return;
        this.logger.warn(`what is watched cannot be read: ${(error as Error).message}`);
        await pause(PAUSE);
      }
    }
  }
}

/** What a client is told that is not let in: `data` is the problem, as over HTTP. */
function refusal({ request }: Client, error: unknown): Error {
  const code = error instanceof CodedError ? error.code : 'internal_error';
  return Object.assign(new Error(code), { data: problem(code, languageOf(request)) });
}

function leave(socket: Client, ids: unknown, roomOf: (id: string) => string): void {
  for (const id of idsIn(ids)) void socket.leave(roomOf(id));
}

const isUnknown = (error: unknown): boolean =>
  error instanceof CodedError && (error.code === 'job_not_found' || error.code === 'batch_not_found');

function unlessUnknown(error: unknown): null {
  if (isUnknown(error)) return null;
  throw error;
}

const idsIn = (ids: unknown): string[] =>
  Array.isArray(ids) ? [...new Set(ids.filter((id) => typeof id === 'string'))] : [];
