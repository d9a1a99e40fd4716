import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { modelsFolder } from './support/models.js';
import { start } from './support/processes.js';
import { startRedis, type TestRedis } from './support/redis.js';

jest.setTimeout(30_000);

let redis: TestRedis;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

/** Runs a process until it ends by itself: how it ended, and the lines that it wrote. */
async function run(app: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; lines: string[] }> {
  const main = fileURLToPath(new URL(`../dist/apps/${app}/src/main.js`, import.meta.url));
  const started = start(process.execPath, [main], {
    REDIS_URL: redis.url,
    LINCE_LOG_LEVEL: 'error',
    TF_CPP_MIN_LOG_LEVEL: '2',
    ...env,
  });
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
