import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { PredictAnswer, Problem, Snapshot } from '#contract';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { modelsFolder, type TestModels } from './support/models.js';
import { oldForm } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const WORKERS = 2;

let models: TestModels;
let lince: Lince;
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  [models, seven] = await Promise.all([modelsFolder(), digitPng(7)]);
  lince = await startLince({ workers: WORKERS, env: { LINCE_MODELS_DIR: models.path, LINCE_WARM_MODELS: '2' } });
}, 60_000);
afterAll(async () => {
  await lince?.stop();
  await models?.remove();
});

const send = (model: string, path = '/predict'): Promise<Response> =>
  fetch(`${lince.apiUrl}${path}?model=${model}`, oldForm(seven));

/** What a model reads a seven as: its version and label. */
async function read(model: string): Promise<string> {
  const response = await send(model);
  const { model: by, label } = (await response.json()) as PredictAnswer;
  expect(response.status).toBe(200);
  return `${by.name}@${by.version} ${label}`;
}

async function problem(model: string): Promise<Problem> {
  return (await (await send(model)).json()) as Problem;
}

interface Listed {
  models: { name: string; version: number; default: boolean; workers: number; warmOn: string[] }[];
  broken: { name: string; version: number; code: string; detail: string }[];
}
const list = async (language = 'es'): Promise<Listed> =>
  (await (await fetch(`${lince.apiUrl}/v1/models`, { headers: { 'Accept-Language': language } })).json()) as Listed;

const logged = (text: string): number =>
  lince.workers.reduce((sum, { output }) => sum + output().split(text).length - 1, 0);

test('a model answers as soon as it is there, and so does a new version', async () => {
  await models.add('mine', 1, { suffix: ' one' });
  expect(await read('mine')).toBe('mine@1 7 one');
  await models.add('mine', 2, { suffix: ' two' });
  expect(await Promise.all(['mine', 'mine@latest', 'mine@2', 'mine@1'].map(read))).toEqual([
    'mine@2 7 two',
    'mine@2 7 two',
    'mine@2 7 two',
    'mine@1 7 one',
  ]);
  const response = await send('mine', '/v1/jobs');
  const { links } = (await response.json()) as Snapshot;
  const job = await (await fetch(`${lince.apiUrl}${links.self}?wait=20`)).json();
  expect(job).toMatchObject({ state: 'succeeded', result: { label: '7 two', model: { name: 'mine', version: 2 } } });
});

test('who asks for a model that is not there is told of those that are', async () => {
  expect(await problem('yours')).toMatchObject({
    status: 404,
    code: 'model_not_found',
    models: ['digits@1', 'mine@1', 'mine@2'],
  });
  expect(await problem('mine@3')).toMatchObject({ status: 404, code: 'model_not_found' });
});

test.each([
  ['weights cut short', { cut: true }],
  ['a manifest that is none', { manifest: '{ "name": "broken' }],
])('%s: the version before it answers, until it is mended', async (what, change) => {
  const name = `broken-${Object.keys(change)[0]}`;
  await models.add(name, 1);
  await models.add(name, 2, change);
  for (let i = 0; i < 5; i++) expect(await read(name)).toBe(`${name}@1 7`);
  expect(await problem(`${name}@2`)).toMatchObject({ status: 503, code: 'model_broken' });
  const { links } = (await (await send(`${name}@2`, '/v1/jobs')).json()) as Snapshot;
  const { state, error } = (await (await fetch(`${lince.apiUrl}${links.self}?wait=20`)).json()) as Snapshot;
  expect({ what, state, code: error?.code }).toEqual({ what, state: 'failed', code: 'model_broken' });

  const told = await until(async () => (await list('en')).broken.find((each) => each.name === name));
  expect(told).toEqual({
    name,
    version: 2,
    code: 'model_broken',
    detail: 'The model is there, but its files cannot be used.',
  });
  expect((await list()).models.filter((each) => each.name === name)).toMatchObject([{ version: 1 }]);
  expect(logged(`${name}@2 in `)).toBeLessThanOrEqual(WORKERS);

  await models.replace(name, 2, { suffix: ' mended' });
  expect(await read(name)).toBe(`${name}@2 7 mended`);
  await until(async () => (await list()).broken.every((each) => each.name !== name));
});

test('a broken replacement leaves the old one serving', async () => {
  // Asked until every worker has it warm.
  const warm = async (): Promise<boolean> => {
    await Promise.all(Array.from({ length: 8 }, () => read('digits')));
    return (await list()).models.some((each) => each.name === 'digits' && each.workers === WORKERS);
  };
  await until(warm);
  expect((await list()).models.filter((each) => each.default)).toMatchObject([{ name: 'digits', version: 1 }]);
  await models.replace('digits', 1, { suffix: ' broken', cut: true });
  const answers = await Promise.all(Array.from({ length: 20 }, () => read('digits')));
  expect(new Set(answers)).toEqual(new Set(['digits@1 7']));
  await until(async () => (await list()).broken.some((each) => each.name === 'digits'));
  await models.replace('digits', 1, { suffix: ' whole' });
  expect(await read('digits')).toBe('digits@1 7 whole');
});

test('five models under load while one is replaced again and again: every answer is right', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  await Promise.all(names.map((name) => models.add(name, 1, { suffix: ' 0' })));
  let published = 0;
  let begun = 0;
  let over = false;
  let answers = 0;
  const client = async (name: string): Promise<void> => {
    while (!over) {
      const oldest = name === 'a' ? published : 0;
      const [model, label, edition] = (await read(name)).split(' ');
      expect([model, label]).toEqual([`${name}@1`, '7']);
      expect(Number(edition)).toBeGreaterThanOrEqual(oldest);
      expect(Number(edition)).toBeLessThanOrEqual(name === 'a' ? begun : 0);
      answers++;
    }
  };
  const replace = async (): Promise<void> => {
    for (let edition = 1; edition <= 20; edition++) {
      begun = edition;
      await models.replace('a', 1, { suffix: ` ${edition}` });
      published = edition;
      expect(await read('a')).toBe(`a@1 7 ${edition}`);
    }
  };
  await Promise.all([...names, 'a', 'a'].map(client).concat(replace().finally(() => (over = true))));
  expect(answers).toBeGreaterThan(20);
  expect(names.map((name) => logged(`${name}@1 in `))).toEqual([0, 0, 0, 0, 0]);
  // Those that nobody uses any more are let go.
  await until(async () => {
    const warmOn = (await list()).models.flatMap((each) => each.warmOn);
    return warmOn.length > 0 && warmOn.length <= 2 * WORKERS;
  });
});
