import { connect as connectPlain } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { AbstractConnector, Redis, type RedisOptions } from 'ioredis';
import { backOff } from './back-off.js';
import type { Endpoint } from './redis-address.js';

type Stream = Awaited<ReturnType<AbstractConnector['connect']>>;

/** A range of slots as `CLUSTER SLOTS` tells it: first, last, master, replicas. */
type SlotRange = [number, number, ...[host: string | null, port: number, ...unknown[]][]];

/** Milliseconds that a node has to say who the others are. */
const PATIENCE = 1_000;

/**
 * Leads a connection to the one node of a Cluster that Lince needs: all its keys have the same hash tag, and so the same
 * slot. A connection of one node keeps what a client of all nodes cannot: the order of commands, `WAIT` for what it wrote
 * itself, and word of each gap in what it subscribed to. Whenever it is lost, the slot's master is looked for again.
 */
export class SlotConnector extends AbstractConnector {
  private readonly options: RedisOptions;
  /** Whom to ask, those that answered last first. */
  private nodes: Endpoint[];

  /** @param options the connection's own @param seeds nodes that are known @param name one of the slot's keys */
  constructor(
    options: unknown,
    private readonly seeds: Endpoint[],
    private readonly name: string,
  ) {
    super((options as RedisOptions).disconnectTimeout!);
    this.options = options as RedisOptions;
    this.nodes = seeds;
  }

  /** Whether a node that has been connected to is what it was said to be. */
  override check({ role }: { role?: string }): boolean {
    return role === undefined || role === 'master';
  }

  /** @param tell is told why there is no connection yet; there is trying until there is one, or `disconnect` */
  override async connect(tell: (type: string, error: Error) => void): Promise<Stream> {
    this.connecting = true;
    for (let times = 1; ; times++) {
      const found = await this.findMaster();
      if (!this.connecting) throw new Error('Connection is closed.');
      if (!(found instanceof Error)) return this.open(found);
      tell('error', found);
      await pause(backOff(times));
    }
  }

  private open(master: Endpoint): Stream {
    const { tls } = this.options;
    this.stream = tls ? connectTls({ ...master, ...tls }) : connectPlain(master);
    this.stream.once('error', (error: Error) => (this.firstError = error));
    return this.stream;
  }

  /** The slot's master, as the first node that answers has it. @returns why there is none otherwise */
  private async findMaster(): Promise<Endpoint | Error> {
    let trouble = new Error('no node of the Cluster answers');
    for (const node of [...this.nodes]) {
      try {
        const { master, all } = await this.ask(node);
        this.nodes = distinct([node, ...all, ...this.seeds]);
        if (master) return master;
        trouble = new Error('CLUSTERDOWN no node of the Cluster has the slot');
      } catch (error) {
        trouble = error as Error;
        this.nodes = [...this.nodes.filter((each) => each !== node), node];
      }
    }
    return trouble;
  }

  private async ask(node: Endpoint): Promise<{ master: Endpoint | undefined; all: Endpoint[] }> {
    const { username, password, tls } = this.options;
    const redis = new Redis({
      ...{ ...node, username, password, tls },
      ...{
        connectTimeout: PATIENCE,
        commandTimeout: PATIENCE,
        enableReadyCheck: false,
        retryStrategy: null,
        disableClientInfo: true,
      },
    });
    // A command that a lost connection has taken with it does not say why.
    const lost = new Promise<never>((_, reject) => redis.on('error', reject));
    const slots = Promise.all([redis.cluster('KEYSLOT', this.name), redis.cluster('SLOTS')]);
    try {
      const [slot, answer] = await Promise.race([slots, lost]);
      const ranges = answer as SlotRange[];
      const [, , ...holders] = ranges.find(([first, last]) => first <= Number(slot) && Number(slot) <= last) ?? [];
      // A node that does not know its own name is where it was asked.
      const endpoint = ([host, port]: [string | null, number, ...unknown[]]): Endpoint => ({
        host: host || node.host,
        port,
      });
      const all = ranges.flatMap(([, , ...nodes]) => nodes.map(endpoint));
      return { master: holders[0] && endpoint(holders[0]), all };
    } finally {
      slots.catch(() => undefined);
      lost.catch(() => undefined);
      redis.disconnect();
    }
  }
}

const distinct = (nodes: Endpoint[]): Endpoint[] => [
  ...new Map(nodes.map((node) => [`${node.host} ${node.port}`, node])).values(),
];
