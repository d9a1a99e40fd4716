import { join } from 'node:path';
import { waitForRedis } from '../../scripts/redis-link.mjs';
import { root } from '../../scripts/project.mjs';
import { Child, freePort } from './child.mjs';
import { Running } from './running.mjs';
import { pythonWith } from './python.mjs';

const FOLDER = join(root, 'bench', 'peers');
/** A copy of the program for each core of the machines that these figures come from. */
const PROCESSES = '2';

/** How each peer is started, as its own documentation has it; `{port}` is where it listens. */
const PEERS = {
  'fastapi-onnx': {
    needs: 'fastapi',
    processes: {
      server: ['uvicorn', 'fastapi_server:app', '--port', '{port}', '--workers', PROCESSES, '--no-access-log'],
    },
  },
  litserve: { needs: 'litserve', processes: { server: ['python', 'litserve_server.py', '{port}'] } },
  celery: {
    needs: 'fastapi',
    redis: true,
    processes: {
      worker: ['celery', '--app', 'celery_tasks', 'worker', '--concurrency', PROCESSES, '--loglevel', 'WARNING'],
      server: ['uvicorn', 'celery_server:app', '--port', '{port}', '--workers', PROCESSES, '--no-access-log'],
    },
  },
};

/** The peers that are wanted, their Python packages in place. @returns `{ name, start }` of each */
export async function peers(place, wanted) {
  const ready = [];
  for (const [name, peer] of Object.entries(PEERS)) {
    if (!wanted.includes(name)) continue;
    const { bin, model } = await pythonWith(peer.needs, FOLDER, place.signal);
    ready.push({ name, start: (where) => startPeer(where, peer, bin, model) });
  }
  return ready;
}

async function startPeer({ redisServer, folder, signal }, peer, bin, model) {
  const running = new Running();
  const port = String(await freePort());
  const env = { ...process.env, BENCH_MODEL: model, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
  try {
    if (peer.redis) env.BENCH_REDIS = running.redisUrl = await startItsRedis(redisServer, folder, running, signal);
    for (const [role, [program, ...args]] of Object.entries(peer.processes)) {
      const command = [join(bin, program), ...args.map((arg) => arg.replace('{port}', port))];
      running.add(new Child({ role, command, env, cwd: FOLDER }));
    }
    running.urls.push(`http://127.0.0.1:${port}`);
    await running.answers('/health', signal);
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** A Redis with the same durability as ours. */
async function startItsRedis({ path }, folder, running, signal) {
  const port = await freePort();
  const options = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = running.add(new Child({ role: 'redis', command: [path, ...args], env: process.env, cwd: folder }));
  const url = `redis://127.0.0.1:${port}`;
  await Promise.race([waitForRedis(url, { signal }), child.gone.then(() => child.requireAlive())]);
  return `${url}/0`;
}
