import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import type { ModelManifest, PredictAnswer, Snapshot } from '#contract';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { newestDigits } from './support/newest-digits.js';
import { dataUrl, oldForm, raw } from './support/requests.js';

jest.setTimeout(30_000);

const ID = /^b[\w-]{12}\.\d+\.[\w-]{16}$/;

let lince: Lince;
let seven: Buffer<ArrayBuffer>;
let newest: ModelManifest;

beforeAll(async () => {
  [lince, seven, newest] = await Promise.all([startLince(), digitPng(7), newestDigits()]);
}, 60_000);
afterAll(() => lince?.stop());

const send = (request: RequestInit, path = '/predict'): Promise<Response> => fetch(lince.apiUrl + path, request);
const answer = async (request: RequestInit): Promise<PredictAnswer> => {
  const response = await send(request);
  expect(response.status).toBe(200);
  return (await response.json()) as PredictAnswer;
};

test("the old client's form is answered with all that it reads, and more", async () => {
  const { probabilities, ...rest } = await answer(oldForm(seven));
  expect(rest).toEqual({
    class: 7,
    label: '7',
    confidence: probabilities[7],
    top: expect.any(Array),
    // Only a network that gives one has a threshold for it.
    score: newest.warnBelow.score === undefined ? null : expect.any(Number),
    warnings: [],
    model: { name: 'digits', version: newest.version },
    id: expect.stringMatching(ID),
  });
  expect(probabilities).toHaveLength(10);
  expect(rest.top).toHaveLength(5);
  expect(rest.top[0]).toEqual({ class: 7, label: '7', confidence: probabilities[7] });
  expect(Math.max(...probabilities)).toBe(probabilities[7]);
  expect(probabilities.reduce((sum, each) => sum + each)).toBeCloseTo(1, 5);
});

test('each digit is read, whatever door it comes in by', async () => {
  for (let label = 0; label < 10; label++) {
    const picture = await digitPng(label, 1);
    const answers = await Promise.all(
      [oldForm(picture), raw(picture), raw(picture, 'application/octet-stream'), dataUrl(picture)].map(answer),
    );
    expect(answers.map((each) => each.class)).toEqual([label, label, label, label]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(4);
  }
});

test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)(
  'a picture may be %s, under any name',
  async (kind) => {
    const picture = await sharp(seven).resize(140)[kind]().toBuffer();
    expect(await answer(raw(picture, 'image/x-anything'))).toMatchObject({ class: 7 });
  },
);

test('a browser uploads a form with a text beside the file', async () => {
  const form = new FormData();
  form.append('nota', '¿qué número es?');
  form.append('file', new Blob([seven], { type: 'image/jpeg' }), 'número 7.jpg');
  expect(await answer({ method: 'POST', body: form })).toMatchObject({ class: 7 });
});

test('a body may come without its length', async () => {
  const body = new Blob([seven]).stream();
  expect(await answer({ ...raw(seven), body, duplex: 'half' } as RequestInit)).toMatchObject({ class: 7 });
});

test.each([
  ['/predict', 'respond-async'],
  ['/predict', 'wait=0'],
  ['/v1/jobs', undefined],
])('%s with "Prefer: %s" leaves the answer for later', async (path, prefer) => {
  const response = await send(raw(seven, 'image/png', prefer === undefined ? {} : { Prefer: prefer }), path);
  expect(response.status).toBe(202);
  const { id, state, links } = (await response.json()) as Snapshot;
  expect(state).toBe('queued');
  expect(links.self).toBe(`/v1/jobs/${id}`);
  expect(response.headers.get('location')).toBe(links.self);
  expect(response.headers.get('preference-applied')).toBe(prefer ?? null);
  const later = (await (await fetch(`${lince.apiUrl}${links.self}?wait=20`)).json()) as Snapshot;
  expect(later).toMatchObject({ state: 'succeeded', result: { class: 7 } });
});

test.each(['wait=20', 'respond-async, wait=20'])(
  'with "Prefer: %s" an answer in time is the answer',
  async (prefer) => {
    expect(await answer(raw(seven, 'image/png', { Prefer: prefer }))).toMatchObject({ class: 7 });
  },
);

test('a model can be asked for by name, and by version', async () => {
  const { version } = newest;
  for (const model of ['digits', `digits@${version}`]) {
    const response = await send(raw(seven), `/predict?model=${model}`);
    expect(await response.json()).toMatchObject({ class: 7, model: { name: 'digits', version } });
  }
});

test('the models are listed with what is known of them', async () => {
  const { models } = (await (await fetch(`${lince.apiUrl}/v1/models`)).json()) as {
    models: { default: boolean; quality: { accuracy: number } }[];
  };
  const usual = models.filter((model) => model.default);
  expect(usual).toMatchObject([
    {
      name: 'digits',
      version: newest.version,
      labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      input: { width: 28, height: 28, channels: 1 },
      workers: 1,
    },
  ]);
  expect(usual[0]!.quality.accuracy).toBeGreaterThan(0.993);
  expect(JSON.stringify(models)).not.toContain('weights');
});

test.each(['live', 'ready'])('/health/%s is well, and is not to be kept', async (which) => {
  const response = await fetch(`${lince.apiUrl}/health/${which}`);
  expect(await response.json()).toEqual({ status: 'ok' });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('a person who comes to the API is told where the page is', async () => {
  const text = async (headers: Record<string, string>): Promise<string> =>
    (await fetch(lince.apiUrl, { headers })).text();
  const { port } = new URL(lince.webUrl);
  expect(await text({ Accept: 'text/html' })).toMatch(
    new RegExp(`<h1>Lince: la API</h1>.*href="http://127\\.0\\.0\\.1:${port}/"`),
  );
  expect(await text({ Accept: 'text/html', 'Accept-Language': 'en' })).toContain('The web page is at');
  expect(await text({ Accept: 'text/plain' })).toMatch(/^Lince: la API\n.*\n\/predict {2}POST/);
});
