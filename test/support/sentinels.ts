import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Group } from './fail-over.js';
import { freePort, start, type Started } from './processes.js';
import { askRedis, follows, redisFolder, runRedis, SERVER } from './redis.js';
import { until } from './until.js';

const NAME = 'mymaster';
const SENTINELS = 3;

interface Sentinel {
  port: number;
  process: Started;
}

/** Starts a master with one replica and three sentinels, and waits until they could fail over. */
export async function startSentinelGroup(): Promise<Group> {
  const folder = await redisFolder();
  const [port, replicaPort] = [await freePort(), await freePort()];
  const server = (port: number, more: Record<string, string> = {}): Started =>
    runRedis({ port: String(port), dir: folder, appenddirname: `aof-${port}`, dbfilename: `${port}.rdb`, ...more });
  const replica = server(replicaPort, { replicaof: `127.0.0.1 ${port}` });
  const master = server(port);
  // What a sentinel does not see when it begins, it looks for again only after ten seconds.
  await follows(replicaPort);
  const sentinels: Sentinel[] = [];
  for (let i = 0; i < SENTINELS; i++) sentinels.push(await startSentinel(folder, port));
  const ask = (...command: [string, ...string[]]): Promise<unknown> => askRedis(sentinels[0]!.port, ...command);
  const group: Group = {
    url: `redis+sentinel://${sentinels.map((each) => `127.0.0.1:${each.port}`).join(',')}/${NAME}`,
    folder,
    process: master,
    firstMaster: port,
    replica,
    restart: async () => void (group.process = server(port)),
    master: async () => Number(((await ask('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME)) as string[])[1]),
    stop: async () => {
      // The sentinels first: they would see servers die, and fail over.
      await Promise.all(sentinels.map(({ process }) => process.stop('SIGKILL')));
      await Promise.all([group.process, replica].map((each) => each.stop('SIGKILL')));
      await rm(folder, { recursive: true });
    },
  };
  for (const sentinel of sentinels) await until(() => seesAll(sentinel));
  return group;
}

/** Whether a sentinel knows of the replica and the other sentinels. @throws what it sees instead, and what it has printed */
async function seesAll({ port, process }: Sentinel): Promise<true> {
  const facts = (await askRedis(port, 'SENTINEL', 'MASTER', NAME)) as string[];
  const fact = (name: string): number => Number(facts[facts.indexOf(name) + 1]);
  const seen = { replicas: fact('num-slaves'), others: fact('num-other-sentinels') };
  if (seen.replicas === 1 && seen.others === SENTINELS - 1) return true;
  throw new Error(`a sentinel sees ${JSON.stringify(seen)}:\n${process.output()}`);
}

async function startSentinel(folder: string, master: number): Promise<Sentinel> {
  const port = await freePort();
  const file = join(folder, `sentinel-${port}.conf`);
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${master} 2`,
    `sentinel down-after-milliseconds ${NAME} 1000`,
    `sentinel failover-timeout ${NAME} 5000`,
  ];
  await writeFile(file, lines.join('\n'));
  return { port, process: start(SERVER, [file, '--sentinel']) };
}
