import { once } from 'node:events';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { BatchSnapshot, ClientEvents, ServerEvents, Snapshot } from '#contract';
import { formOf } from './support/batches.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';

jest.setTimeout(30_000);

const FRIEND = 'https://friend.example';

let lince: Lince;
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  const env = { LINCE_PATH_PREFIX: '/lince', LINCE_CORS_ORIGINS: FRIEND };
  [lince, seven] = await Promise.all([startLince({ env }), digitPng(7)]);
}, 60_000);
afterAll(() => lince?.stop());

const at = (path: string, init?: RequestInit): Promise<Response> => fetch(lince.apiUrl + path, init);
const from = (origin: string, more = {}): RequestInit => raw(seven, 'image/png', { Origin: origin, ...more });

test('addresses begin as they are to, or as a proxy leaves them, and links always do', async () => {
  for (const prefix of ['/lince', '']) {
    expect((await at(`${prefix}/predict`, raw(seven))).status).toBe(200);
    const response = await at(`${prefix}/v1/jobs`, raw(seven));
    const { id, links } = (await response.json()) as Snapshot;
    expect(response.headers.get('location')).toBe(`/lince/v1/jobs/${id}`);
    expect(links).toMatchObject({ self: `/lince/v1/jobs/${id}`, events: `/lince/v1/jobs/${id}/events` });
    const { links: told } = (await (await at(`${links.self}?wait=20`)).json()) as Snapshot;
    expect((await at(told.input!)).headers.get('content-type')).toBe('image/png');
    const batch = (await (await at(`${prefix}/v1/batches`, formOf([['7.png', seven]]))).json()) as BatchSnapshot;
    expect(batch.links.self).toBe(`/lince/v1/batches/${batch.id}`);
    expect(await (await at(batch.links.events)).text()).toContain(`"csv":"${batch.links.self}/results.csv"`);
  }
  for (const path of ['/lincepredict', '/lince/lince/predict', '//lince/predict']) {
    expect((await at(path, raw(seven))).status).toBe(404);
  }
});

test.each(['/lince/socket.io/', '/socket.io/'])('sockets are at %s', async (path) => {
  for (const transports of [['polling'], ['websocket']]) {
    const socket: Socket<ServerEvents, ClientEvents> = io(lince.apiUrl, { path, transports, forceNew: true });
    await once(socket as never, 'connect');
    const { id } = (await (await at('/v1/jobs', raw(seven))).json()) as Snapshot;
    const { snapshots } = await socket.emitWithAck('watch', [id]);
    expect(snapshots).toMatchObject([{ id, links: { self: `/lince/v1/jobs/${id}` } }]);
    socket.disconnect();
  }
});

test('a page of a site that may can ask, and read all that it is told', async () => {
  const asked = await at('/predict', {
    method: 'OPTIONS',
    headers: {
      Origin: FRIEND,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,idempotency-key',
    },
  });
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-origin')).toBe(FRIEND);
  expect(asked.headers.get('access-control-allow-methods')).toContain('DELETE');
  expect(asked.headers.get('access-control-allow-headers')).toMatch(/Authorization.*Idempotency-Key/);
  for (const [path, status] of [
    ['/predict', 200],
    ['/nowhere', 404],
  ] as const) {
    const answer = await at(path, from(FRIEND, { 'Sec-Fetch-Site': 'cross-site' }));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/Location.*Retry-After/);
    expect(answer.headers.get('vary')).toContain('Origin');
  }
  const polling = await at('/socket.io/?EIO=4&transport=polling', { headers: { Origin: FRIEND } });
  expect([polling.status, polling.headers.get('access-control-allow-origin')]).toEqual([200, FRIEND]);
});

test('a page of any other site cannot, nor one that calls the service by a name of its own', async () => {
  for (const origin of ['https://elsewhere.example', 'null', `${FRIEND}:444`, 'http://friend.example']) {
    const answer = await at('/predict', from(origin));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const polling = await at('/socket.io/?EIO=4&transport=polling', { headers: { Origin: origin } });
    expect(polling.status).toBe(403);
  }
});

test('the front page tells where things are', async () => {
  const text = await (await at('/lince/', { headers: { Accept: 'text/plain' } })).text();
  expect(text).toContain('/lince/predict');
  const page = await (await at('/lince/', { headers: { Accept: 'text/html' } })).text();
  expect(page).toContain('<a href="/lince/docs">');
});
