import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { Server, type Socket } from 'socket.io';
import {
  CodedError,
  problem,
  type BatchSnapshot,
  type ClientEvents,
  type ServerEvents,
  type Snapshot,
} from '#contract';
import { isOwnRequest, languageOf, type Batch, type Config } from '#platform';
import { Gate } from '../access/gate.js';
import { principalOf } from '../access/principal.js';
import { BatchRequests } from '../batches/batch-requests.js';
import { Jobs } from '../jobs/jobs.js';
import type { PlacedJob } from '../jobs/snapshot.js';
import { CONFIG } from '../tokens.js';
import { Rooms } from './rooms.js';
import { watchableBatches, watchableJobs } from './watchable.js';

type Client = Socket<ClientEvents, ServerEvents>;

/** Largest message of a client: a page watches ids, and has nothing else to say. */
const MESSAGE_BYTES = 100_000;

/** Milliseconds that a client has to say who it is. */
const SIGN_IN = 10_000;

/** The share of all sockets that may be open and not have been let in. */
const UNDECIDED = 0.1;

/** Sockets that watch jobs and batches: who may come in, and what each can ask for. */
@Injectable()
export class Live {
  /** Connections whose client has not been let in yet; and those that have one. */
  private readonly undecided = new Set<Client['conn']>();
  private readonly entered = new WeakSet<Client['conn']>();
  private readonly io: Server<ClientEvents, ServerEvents>;
  private readonly jobRooms: Rooms<PlacedJob, Snapshot>;
  private readonly batchRooms: Rooms<Batch, BatchSnapshot>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    jobs: Jobs,
    batches: BatchRequests,
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
    this.jobRooms = new Rooms(watchableJobs(jobs, this.io, config.pathPrefix));
    this.batchRooms = new Rooms(watchableBatches(batches, this.io, config.pathPrefix));
    this.io.use((socket, next) => void this.refuse(socket).then(next));
    this.io.on('connection', (socket) => this.welcome(socket));
    this.io.of('/').adapter.on('delete-room', (room: string) => {
      this.jobRooms.close(room);
      this.batchRooms.close(room);
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
    // Redis does not answer. A closed connection, unlike a closed socket, makes the client come back and ask again.
    const comeBack = (): void => void socket.conn.close();
    socket.on('watch', (ids, answer) => {
      this.jobRooms.watch(socket, audience, idsIn(ids), answering(answer)).catch(comeBack);
    });
    socket.on('watchBatch', (ids, answer) => {
      this.batchRooms.watch(socket, audience, idsIn(ids), answering(answer)).catch(comeBack);
    });
    socket.on('unwatch', (ids) => this.jobRooms.unwatch(socket, audience, idsIn(ids)));
    socket.on('unwatchBatch', (ids) => this.batchRooms.unwatch(socket, audience, idsIn(ids)));
  }
}

/** What a client is told that is not let in: `data` is the problem, as over HTTP. */
function refusal({ request }: Client, error: unknown): Error {
  const code = error instanceof CodedError ? error.code : 'internal_error';
  return Object.assign(new Error(code), { data: problem(code, languageOf(request)) });
}

/** A client may send anything in the place of what takes the answer. */
const answering = <T>(answer: (now: T) => void): ((now: T) => void) =>
  typeof answer === 'function' ? answer : () => undefined;

const idsIn = (ids: unknown): string[] =>
  Array.isArray(ids) ? [...new Set(ids.filter((id) => typeof id === 'string'))] : [];
