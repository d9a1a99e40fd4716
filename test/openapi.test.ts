import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import type { BatchSnapshot, Snapshot } from '#contract';
import { askings, bodies, isMalformed, isWellFormed, type Asking, type Sent } from './support/askings.js';
import { formOf, manyDigits } from './support/batches.js';
import { Description, heard, type Heard } from './support/described.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';

jest.setTimeout(120_000);

/** What the requests are made from; one that failed can be had again. */
const SEED = Number(process.env.LINCE_TEST_SEED ?? Date.now() % 2 ** 31);
/** Requests of each path. */
const RUNS = 40;

let lince: Lince;
let described: Description;
let body: fc.Arbitrary<Sent>;
beforeAll(async () => {
  [lince, body] = await Promise.all([startLince(), bodies()]);
  described = await Description.of(lince.apiUrl);
}, 60_000);
afterAll(() => lince?.stop());

/** Where pictures come in. */
const PICTURES = ['/predict', '/v1/jobs', '/v1/batches'];

/** Ids that were given out, of jobs and of batches: some of them are erased by now. */
const ids: Record<'jobs' | 'batches', string[]> = {
  jobs: ['b123456789012.0.1234567890123456'],
  batches: ['t123456789012.1234567890123456'],
};

function addressOf(path: string, { id, query }: Asking): string {
  const known = path.startsWith('/v1/batches') ? ids.batches : ids.jobs;
  // The newest are the likeliest to be there.
  const text = typeof id === 'string' ? id : known.at(-1 - (id % Math.min(known.length, 6)))!;
  const parameters = new URLSearchParams(query).toString();
  return path.replace('{id}', encodeURIComponent(text)) + (parameters && `?${parameters}`);
}

async function ask(address: string, { method, headers, body: { init } }: Asking): Promise<Heard> {
  const isPicture = method === 'POST';
  const all = { ...headers, ...(isPicture && (init.headers as object)) };
  return heard(await fetch(lince.apiUrl + address, { ...(isPicture && init), method, headers: all }));
}

function remember({ status, headers, text }: Heard): void {
  if (status > 202 || !headers.get('content-type')?.startsWith('application/json') || text === '') return;
  const { id } = JSON.parse(text) as { id?: string };
  if (id) ids[id.startsWith('t') ? 'batches' : 'jobs'].push(id);
}

/** Statuses that a request may get beside what the document has, from what it asks. */
function expectedOf(path: string, asking: Asking): readonly number[] | null {
  const { method, id, body: sent } = asking;
  const known = Object.keys(described.document.paths[path]!);
  if (!known.includes(method.toLowerCase())) return null;
  if (PICTURES.includes(path)) {
    if (isMalformed(asking, ['model'])) return [400];
    const isTaken = path === '/v1/batches' ? sent.isBatch : sent.isPicture;
    // With the key of another request it is refused; with that of an earlier one it shares its job's fate.
    if (isTaken && isWellFormed(asking, ['model'])) return [200, 202, 404, 409, 422];
    return null;
  }
  if (method !== 'GET' || !path.endsWith('{id}')) return null;
  if (isMalformed(asking, ['wait'])) return [400];
  if (typeof id === 'number' && isWellFormed(asking, ['wait'])) return [200, 404];
  return null;
}

test('the document is valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate({ ...described.document })).toEqual({ valid: true });
});

test('each door is come through, and answers as the document has it', async () => {
  const opened: string[] = [];
  const open = async (method: string, path: string, init: RequestInit = {}, statuses = [200]): Promise<Heard> => {
    const answer = await heard(await fetch(lince.apiUrl + path, { ...init, method }));
    expect({ path, faults: described.faultsOf(method, path, answer) }).toEqual({ path, faults: [] });
    expect(statuses).toContain(answer.status);
    opened.push(`${method} ${described.pathOf(path)}`);
    return answer;
  };
  const digits = manyDigits(3);
  const picture = raw((await digits)[1]![1]);
  await open('POST', '/predict', picture);
  await open('POST', '/predict', { ...picture, headers: { ...picture.headers, Prefer: 'respond-async' } }, [202]);
  const { links } = JSON.parse((await open('POST', '/v1/jobs', picture, [202])).text) as Snapshot;
  await open('GET', links.events);
  await open('GET', links.events, { headers: { 'Last-Event-ID': 'succeeded' } }, [204]);
  await open('GET', `${links.self}?wait=20`);
  await open('GET', `${links.self}/input.png`);
  await open('GET', `${links.self}/saliency.png`);
  await open('DELETE', links.self, {}, [204]);
  const batch = JSON.parse((await open('POST', '/v1/batches', formOf(await digits), [202])).text) as BatchSnapshot;
  await open('GET', batch.links.events);
  await open('GET', `${batch.links.self}?wait=20`);
  await open('GET', batch.links.results);
  await open('GET', batch.links.results, { headers: { Accept: 'text/csv' } });
  await open('GET', batch.links.csv);
  await open('DELETE', batch.links.self, {}, [204]);
  for (const path of ['models', 'limits', 'status', 'session']) await open('GET', `/v1/${path}`);
  for (const path of ['/', '/health/live', '/health/ready', '/openapi.json', '/docs']) await open('GET', path);
  await open('GET', '/', { headers: { Accept: 'text/plain' } });
  const key = {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key: 'a-key-that-is-not-one' }),
  };
  await open('POST', '/v1/session', key, [401]);
  await open('DELETE', '/v1/session', {}, [204]);
  const doors = Object.keys(described.document.paths).flatMap((path) =>
    Object.keys(described.document.paths[path]!).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([...new Set(opened)].toSorted()).toEqual(doors.toSorted());
});

test('whatever is asked, the answer is one of those that the document has', async () => {
  process.stdout.write(`LINCE_TEST_SEED=${SEED}\n`);
  const paths = Object.keys(described.document.paths);
  const request = fc.constantFrom(...paths).chain((path) => {
    const usual = Object.keys(described.document.paths[path]!).map((method) => method.toUpperCase());
    return askings(usual, body).map((asking) => ({ path, asking }));
  });
  const answered = fc.asyncProperty(request, async ({ path, asking }) => {
    const address = addressOf(path, asking);
    const answer = await ask(address, asking);
    remember(answer);
    expect({ address, faults: described.faultsOf(asking.method, address, answer) }).toEqual({ address, faults: [] });
    expect(answer.status).toBeLessThan(500);
    const expected = expectedOf(path, asking);
    if (expected) expect(expected).toContain(answer.status);
  });
  await fc.assert(answered, { seed: SEED, numRuns: RUNS * paths.length, endOnFailure: true });
});
