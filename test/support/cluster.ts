import { rm } from 'node:fs/promises';
import type { Group } from './fail-over.js';
import { freePort, type Started } from './processes.js';
import { askRedis, follows, redisFolder, runRedis } from './redis.js';
import { until } from './until.js';

const MASTERS = 3;
const SLOTS = 16_384;

interface Node {
  port: number;
  bus: number;
  process: Started;
}

/**
 * Starts the smallest Cluster that can fail over, and waits until it could: three masters, of which the one that has
 * Lince's keys has a replica.
 */
export async function startCluster(): Promise<Group> {
  const folder = await redisFolder();
  const nodes: Node[] = [];
  for (let i = 0; i <= MASTERS; i++) nodes.push(await startNode(folder));
  const [first, replica] = [nodes[0]!, nodes[MASTERS]!];
  const ports = nodes.map(({ port }) => port);
  for (const { port } of nodes) await until(() => askRedis(port, 'PING'));
  const slot = Number(await askRedis(first.port, 'CLUSTER', 'KEYSLOT', '{lince}'));
  for (const [at, { port }] of nodes.entries()) {
    await askRedis(port, 'CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1));
    await askRedis(first.port, 'CLUSTER', 'MEET', '127.0.0.1', String(port), String(nodes[at]!.bus));
    // The first takes the share that has Lince's slot in it.
    const share = (Math.floor((slot * MASTERS) / SLOTS) + at) % MASTERS;
    const [from, to] = [share, share + 1].map((each) => Math.ceil((each * SLOTS) / MASTERS));
    if (at < MASTERS) await askRedis(port, 'CLUSTER', 'ADDSLOTSRANGE', String(from), String(to! - 1));
  }
  const info = async (port: number): Promise<string> => String(await askRedis(port, 'CLUSTER', 'INFO'));
  const isWhole = async (port: number): Promise<boolean> =>
    /cluster_state:ok[^]*cluster_known_nodes:4/.test(await info(port));
  for (const port of ports) await until(() => isWhole(port));
  await askRedis(replica.port, 'CLUSTER', 'REPLICATE', String(await askRedis(first.port, 'CLUSTER', 'MYID')));
  await follows(replica.port);
  const holders = async (port: number): Promise<number[]> => {
    const ranges = (await askRedis(port, 'CLUSTER', 'SLOTS')) as [number, number, ...[string, number][]][];
    const [, , ...found] = ranges.find(([from, to]) => from <= slot && slot <= to)!;
    return found.map(([, holder]) => holder);
  };
  for (const port of ports) await until(async () => (await holders(port)).length === 2);
  return {
    url: `redis+cluster://${nodes
      .slice(1)
      .map(({ port }) => `127.0.0.1:${port}`)
      .join(',')}`,
    folder,
    process: first.process,
    firstMaster: first.port,
    replica: replica.process,
    master: async () => (await holders(nodes[1]!.port))[0]!,
    restart: () => Promise.reject(new Error('no test needs that')),
    stop: async () => {
      await Promise.all(nodes.map(({ process }) => process.stop('SIGKILL')));
      await rm(folder, { recursive: true });
    },
  };
}

async function startNode(folder: string): Promise<Node> {
  const [port, bus] = [await freePort(), await freePort()];
  const process = runRedis({
    port: String(port),
    dir: folder,
    appenddirname: `aof-${port}`,
    dbfilename: `${port}.rdb`,
    'cluster-enabled': 'yes',
    'cluster-port': String(bus),
    'cluster-config-file': `nodes-${port}.conf`,
    'cluster-node-timeout': '1000',
  });
  return { port, bus, process };
}
