import { fileURLToPath } from 'node:url';
import { freePort, start, type Started } from './processes.js';
import { startRedis, type RedisOptions, type TestRedis } from './redis.js';
import { until } from './until.js';

/** A whole Lince of a test's own: the built processes on a Redis of their own. */
export interface Lince {
  redis: TestRedis;
  apiUrl: string;
  apiUrls: string[];
  apis: Started[];
  workers: Started[];
  webUrl: string;
  /** @param env settings of this one alone */
  startWorker: (env?: NodeJS.ProcessEnv) => Started;
  startApi: (port: number, env?: NodeJS.ProcessEnv) => Started;
  stop: () => Promise<void>;
}

/** How many processes, and settings of all but Redis. */
export interface LinceOptions {
  apis?: number;
  workers?: number;
  env?: NodeJS.ProcessEnv;
  /** More settings of the first worker, the second and so on. */
  ofWorkers?: NodeJS.ProcessEnv[];
  /** What its Redis is to be; or one that runs already, and ends with Lince. */
  redis?: RedisOptions | TestRedis;
}

/** Milliseconds that a machine with much else to do may take to start it. */
const PATIENCE = 90_000;

/** Starts it, and waits until every API says that it is ready. Without workers, until it lives. */
export async function startLince({
  apis = 1,
  workers = 1,
  env = {},
  ofWorkers = [],
  redis: ofRedis,
}: LinceOptions = {}): Promise<Lince> {
  const redis = ofRedis && 'url' in ofRedis ? ofRedis : await startRedis(ofRedis);
  const webPort = await freePort();
  const ports: number[] = [];
  for (let i = 0; i < apis; i++) ports.push(await freePort());
  const run = (app: string, more: NodeJS.ProcessEnv = {}): Started =>
    start(process.execPath, [fileURLToPath(new URL(`../../dist/apps/${app}/main.js`, import.meta.url))], {
      REDIS_URL: redis.url,
      LINCE_WEB_PORT: String(webPort),
      TF_CPP_MIN_LOG_LEVEL: '2',
      ...env,
      ...more,
    });
  const apiUrls = ports.map((port) => `http://127.0.0.1:${port}`);
  const lince: Lince = {
    redis,
    apiUrl: apiUrls[0]!,
    apiUrls,
    webUrl: `http://127.0.0.1:${webPort}`,
    apis: [],
    workers: [],
    startApi: (port, more) => keep(lince.apis, run('api/src', { LINCE_API_PORT: String(port), ...more })),
    startWorker: (more) => keep(lince.workers, run('worker/src', more)),
    stop: async () => {
      await Promise.all([web, ...lince.apis].map((each) => each.stop()));
      await Promise.all(lince.workers.map((each) => each.stop()));
      await redis.stop();
    },
  };
  const web = run('web/src/server', { LINCE_API_URL: apiUrls[0]! });
  ports.forEach((port) => lince.startApi(port));
  for (let i = 0; i < workers; i++) lince.startWorker(ofWorkers[i]);
  const path = workers > 0 ? '/health/ready' : '/health/live';
  const urls = [...apiUrls.map((url) => url + path), lince.webUrl];
  try {
    await Promise.all(urls.map((url) => until(async () => (await fetch(url)).ok, PATIENCE)));
  } catch (error) {
    const printed = [web, ...lince.apis, ...lince.workers].map((each) => each.output()).join('\n');
    await lince.stop();
    throw new Error(`Lince does not start:\n${printed}`, { cause: error });
  }
  return lince;
}

function keep(list: Started[], started: Started): Started {
  list.push(started);
  return started;
}
