import { startRedis } from '../../scripts/redis.mjs';
import { NODE_FLAGS } from '../../scripts/node-flags.mjs';
import { root } from '../../scripts/project.mjs';
import { childEnvironment } from '../../scripts/settings.mjs';
import { Child, freePort } from './child.mjs';
import { Running } from './running.mjs';

/**
 * Starts the built service as `npm start` does, without its page: the same Redis, environment and engine, in a folder
 * and on ports of its own. Resolves when every API is ready.
 * @param place what scripts/measuring.mjs prepared, and `folder`, an empty one
 * @param size.apis, size.workers how many processes
 * @param size.preload a module that each of them loads first
 */
export async function startLince(place, { apis = 1, workers = 1, preload } = {}) {
  const { settings, engine, signal } = place;
  const running = new Running();
  const start = (role, env) => running.add(begin(role, { settings, redisUrl: running.redisUrl, env, preload }));
  try {
    running.redisUrl = await startItsRedis(place, running);
    running.prefix = process.env.LINCE_REDIS_PREFIX || 'lince';
    running.hire = () => start('worker', { LINCE_ENGINE: engine });
    for (let i = 0; i < apis; i++) {
      const port = await freePort();
      running.urls.push(`http://127.0.0.1:${port}`);
      start('api', { LINCE_HOST: '127.0.0.1', LINCE_API_PORT: String(port) });
    }
    for (let i = 0; i < workers; i++) running.hire();
    await running.answers('/health/ready', signal);
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/**
 * Starts one process of the built service.
 * @param role `api` or `worker`
 * @param options.env its settings, besides our own
 * @param options.preload a module that it loads first
 * @param options.heard as a Child's
 */
export function begin(role, { settings, redisUrl, env, preload, heard }) {
  const flags = [...NODE_FLAGS, ...(preload ? ['--import', preload] : [])];
  const command = [process.execPath, ...flags, `dist/apps/${role}/src/main.js`];
  return new Child({
    role,
    command,
    env: { ...childEnvironment(settings, redisUrl), ...env },
    cwd: root,
    ipc: true,
    heard,
  });
}

async function startItsRedis({ redisServer, folder, settings, signal }, running) {
  const supervise = ({ command, whenUp }) => {
    const child = running.add(new Child({ role: 'redis', command, env: process.env, cwd: root }));
    const ended = child.gone.then(() => child.requireAlive());
    return { up: Promise.race([whenUp(child, signal), ended]), stop: (deadline) => child.stop(deadline) };
  };
  const { url, up, stop } = await startRedis(redisServer, folder, settings.redis, supervise);
  running.afterwards(stop);
  await up;
  return url;
}
