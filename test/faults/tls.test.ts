import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Snapshot } from '#contract';
import { batchesAt, manyDigits, zipped } from '../support/batches.js';
import { digitPng } from '../support/digits.js';
import { startLince } from '../support/lince.js';
import { start } from '../support/processes.js';
import { askRedis, startRedis, type TestRedis } from '../support/redis.js';
import { raw } from '../support/requests.js';
import { openSecureDoor, type SecureDoor } from '../support/tls.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

/**
 * What a Redis' user must be allowed that is Lince's alone, with LINCE_REDIS_PREFIX=lince: its keys and channels; reading
 * and writing but for what is dangerous; scripts and transactions, which are what it writes with; and `INFO`, by which
 * ioredis and BullMQ know what they talk to. `ROLE` and `WAIT` are for LINCE_REDIS_REPLICAS, `CLUSTER` for a Cluster.
 */
const RIGHTS =
  '~{lince}* &{lince}* -@all +@read +@write -@dangerous +eval +evalsha +multi +exec +publish +subscribe +unsubscribe ' +
  '+time +ping +info +client|setname +role +wait +cluster|slots +cluster|keyslot';
const PASSWORD = 'p@ss/word:';

let redis: TestRedis;
let door: SecureDoor;
let port: number;
let trust: NodeJS.ProcessEnv;

beforeAll(async () => {
  redis = await startRedis();
  port = Number(new URL(redis.url).port);
  door = await openSecureDoor(port);
  trust = { NODE_EXTRA_CA_CERTS: door.authority };
  await askRedis(port, 'ACL', 'SETUSER', 'lince', 'on', `>${PASSWORD}`, ...RIGHTS.split(' '));
});
afterAll(async () => {
  await door.close();
  await redis.stop();
});

const urlFor = (password: string): string => `rediss://lince:${encodeURIComponent(password)}@127.0.0.1:${door.port}`;

/** What Redis would say if Lince's user gave a command; it is not done. */
const tried = async (...command: string[]): Promise<string> =>
  String(await askRedis(port, 'ACL', 'DRYRUN', 'lince', ...command));

test('over TLS, with a user that may do nothing else, all that Lince does works', async () => {
  const lince = await startLince({
    redis: { ...redis, url: urlFor(PASSWORD), stop: async () => undefined },
    env: { ...trust, LINCE_REDIS_REPLICAS: '1' },
  });
  try {
    const { apiUrl } = lince;
    const seven = await digitPng(7);
    expect(await (await fetch(`${apiUrl}/predict`, raw(seven))).json()).toMatchObject({ class: 7 });
    const job = (await (await fetch(`${apiUrl}/v1/jobs`, raw(seven))).json()) as Snapshot;
    const events = await (await fetch(apiUrl + job.links.events)).text();
    expect(events).toContain('"succeeded"');
    expect((await fetch(apiUrl + job.links.self, { method: 'DELETE' })).status).toBe(204);
    const { submit, show, results, remove } = batchesAt(apiUrl);
    const batch = await submit(zipped(await manyDigits(20)));
    expect(await until(async () => (await show(batch, 20)).state)).toBe('finished');
    expect(await results(batch)).toBeTruthy();
    expect((await remove(batch)).ok).toBe(true);
    // What was refused to Lince, whoever noticed.
    expect(await askRedis(port, 'ACL', 'LOG')).toEqual([]);
  } finally {
    await lince.stop();
  }
});

test.each([
  [['WAIT', '1', '1000']],
  [['CLUSTER', 'SLOTS']],
  [['CLUSTER', 'KEYSLOT', '{lince}']],
  [['GET', '{lince}:x']],
])('its user may %j', async (command) => {
  expect(await tried(...command)).toBe('OK');
});

test.each([
  [['GET', 'lince']],
  [['SET', '{other}:x', '1']],
  [['PUBLISH', 'other', 'x']],
  [['FLUSHALL']],
  [['KEYS', '*']],
  [['CONFIG', 'GET', '*']],
  [['SHUTDOWN']],
])('its user may not %j', async (command) => {
  expect(await tried(...command)).toMatch(/no permissions|no access/i);
});

const cases: [string, () => NodeJS.ProcessEnv, RegExp][] = [
  ['a wrong password', () => ({ ...trust, REDIS_URL: urlFor('wrong:one') }), /\(WRONGPASS/],
  ['an authority that is not known', () => ({ REDIS_URL: urlFor(PASSWORD) }), /\(self-signed certificate/],
];

test.each(cases)(
  '%s ends the start of both with one sentence, and without the password',
  async (_what, env, reason) => {
    const ended = await Promise.all(['api', 'worker'].map((app) => run(app, env())));
    for (const { code, lines } of ended) {
      expect(lines).toEqual([
        expect.stringMatching(/^Redis no responde en .+; revisa REDIS_URL\. \/ .+; check REDIS_URL\.$/),
      ]);
      expect(lines[0]).toMatch(reason);
      expect(lines[0]).not.toMatch(/wrong%3Aone|ss%2Fword/);
      expect(code).toBe(78);
    }
  },
);

/** Runs a process until it ends by itself. */
async function run(app: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; lines: string[] }> {
  const main = fileURLToPath(new URL(`../../dist/apps/${app}/src/main.js`, import.meta.url));
  const started = start(process.execPath, [main], { LINCE_LOG_LEVEL: 'error', TF_CPP_MIN_LOG_LEVEL: '2', ...env });
  await once(started.child, 'close');
  return { code: started.child.exitCode, lines: started.output().trim().split('\n') };
}
