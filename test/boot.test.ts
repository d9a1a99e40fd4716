import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { modelsFolder } from './support/models.js';
import { freePort, start, type Started } from './support/processes.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { until } from './support/until.js';

jest.setTimeout(30_000);

let redis: TestRedis;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

function begin(app: string, env: NodeJS.ProcessEnv): Started {
  const main = fileURLToPath(new URL(`../dist/apps/${app}/src/main.js`, import.meta.url));
  const common = { REDIS_URL: redis.url, LINCE_LOG_LEVEL: 'error', TF_CPP_MIN_LOG_LEVEL: '2' };
  return start(process.execPath, [main], { ...common, ...env });
}

/** Runs a process until it ends by itself: how it ended, and the lines that it wrote. */
async function run(app: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; lines: string[] }> {
  const started = begin(app, env);
  await once(started.child, 'close');
  return { code: started.child.exitCode, lines: started.output().trim().split('\n') };
}

test.each([
  [
    'api',
    'a port that is none',
    () => ({ LINCE_API_PORT: 'http' }),
    /^LINCE_API_PORT="http" no sirve: .+ \/ .+ cannot work: .+/,
  ],
  [
    'api',
    'a port that is taken',
    () => ({ LINCE_API_PORT: new URL(redis.url).port }),
    /LINCE_API_PORT\. \/ Cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)/,
  ],
  [
    'worker',
    'a model that is not there',
    () => ({ LINCE_MODEL: 'letters' }),
    /LINCE_MODEL\. \/ There is no model letters in /,
  ],
])(
  '%s ends with one sentence, and as what cannot be helped by trying again, for %s',
  async (app, _what, env, sentence) => {
    const { code, lines } = await run(app, env());
    expect(lines).toEqual([expect.stringMatching(sentence)]);
    expect(code).toBe(78);
  },
);

test('both end with one sentence when Redis does not answer in time, and may be tried again', async () => {
  const ended = await Promise.all(
    ['api', 'worker'].map((app) => run(app, { REDIS_URL: 'unix:///nowhere/redis.sock' })),
  );
  const sentence =
    /^Redis no responde en \/nowhere\/redis\.sock \(.*ENOENT.*\); revisa REDIS_URL\. \/ Redis does not answer/;
  for (const { code, lines } of ended) {
    expect(lines).toEqual([expect.stringMatching(sentence)]);
    expect(code).toBe(1);
  }
});

test('a worker whose default model is damaged ends with one sentence, and may be tried again', async () => {
  const models = await modelsFolder();
  await models.replace('digits', 1, { cut: true });
  const { code, lines } = await run('worker', { LINCE_MODELS_DIR: models.path });
  await models.remove();
  expect(lines).toEqual([expect.stringMatching(/ está dañado: .+ \/ The model digits in .+ is damaged: /)]);
  expect(code).toBe(1);
});

test('an API that others could reach does not start without keys', async () => {
  const { code, lines } = await run('api', { LINCE_HOST: '0.0.0.0', LINCE_API_PORT: String(await freePort()) });
  const sentence = /^No hay claves de acceso, .+ 0\.0\.0\.0 .+ \/ There are no access keys, .+/;
  expect(lines).toEqual([expect.stringMatching(sentence)]);
  expect(code).toBe(78);
});

test.each([
  ['keys of the settings', { LINCE_HOST: '0.0.0.0', LINCE_API_KEYS: '0123456789abcdef' }, 401],
  ['a word that it is meant so', { LINCE_HOST: '0.0.0.0', LINCE_OPEN: 'true' }, 200],
  ['a port that is published to this machine alone', { LINCE_HOST: '0.0.0.0', LINCE_PUBLISHED_HOST: '127.0.0.1' }, 200],
])('with %s it does', async (_what, env, status) => {
  const port = await freePort();
  const api = begin('api', { ...env, LINCE_API_PORT: String(port) });
  const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`, init);
  await until(async () => (await ask('/health/live')).ok);
  expect((await ask('/v1/limits')).status).toBe(status);
  // Where anybody may come in, the queues are not for anybody; nor for whom a proxy on this machine speaks for.
  const afar = { headers: { 'X-Forwarded-For': '203.0.113.9' } };
  const isOpen = 'LINCE_OPEN' in env;
  expect((await ask('/admin/queues')).status).toBe(isOpen ? 403 : status);
  expect((await ask('/admin/queues', afar)).status).toBe(isOpen ? 403 : 401);
  expect((await ask('/v1/limits', afar)).status).toBe(isOpen ? 200 : 401);
  await api.stop();
});
