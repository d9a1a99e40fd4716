import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { digitPng } from './support/digits.js';
import { alive, descendants, type Relative } from './support/family.js';
import { freePort } from './support/processes.js';
import { oldForm, raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(120_000);

/** `npm start` as somebody would run it, in a terminal's group of its own. */
interface Start {
  child: ChildProcess;
  printed: () => string;
  code: Promise<number | null>;
}

type Settings = Record<'LINCE_API_PORT' | 'LINCE_WEB_PORT' | 'LINCE_DATA_DIR', string>;

let folder: string;
let settings: Settings;
let lince: Start;

function npmStart(more: Record<string, string>): Start {
  const child = spawn('npm', ['start'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, LINCE_ENGINE: 'wasm', LINCE_WORKERS: '1', REDIS_URL: '', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += String(chunk)));
  return { child, printed: () => printed, code: once(child, 'close').then(([code]) => code as number | null) };
}

/** Ports that are free, and a data folder that no other has. */
async function elsewhere(): Promise<Settings> {
  const [api, web] = [await freePort(), await freePort()];
  return { LINCE_API_PORT: String(api), LINCE_WEB_PORT: String(web), LINCE_DATA_DIR: join(folder, String(api)) };
}

const interrupt = ({ child }: Start): boolean => process.kill(-child.pid!, 'SIGINT');
const api = (path: string): string => `http://127.0.0.1:${settings.LINCE_API_PORT}${path}`;
const page = (): string => `http://127.0.0.1:${settings.LINCE_WEB_PORT}/`;
const ready = (): Promise<true> => until(async () => (await fetch(api('/health/ready'))).ok as true, 90_000);

async function predict(label: number): Promise<unknown> {
  const response = await fetch(api('/predict'), oldForm(await digitPng(label)));
  return ((await response.json()) as { class?: number }).class;
}

async function member(name: RegExp): Promise<Relative> {
  const [found] = (await descendants(lince.child.pid!)).filter(({ command }) => name.test(command));
  return found!;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince start '));
  settings = await elsewhere();
  lince = npmStart(settings);
  await ready();
});

afterAll(async () => {
  if (lince.child.exitCode === null && lince.child.signalCode === null) interrupt(lince);
  await lince.code;
  await rm(folder, { recursive: true });
});

test('a picture is answered, the page is there, and then the table is printed', async () => {
  expect(await predict(7)).toBe(7);
  expect((await fetch(page())).ok).toBe(true);
  await until(() => lince.printed().includes(`API       ${api('')}\n`));
});

test.each([
  ['a worker', /apps\/worker/],
  ['Redis', /(redis|valkey)-server/],
])('%s that is killed is started again', async (_name, command) => {
  const killed = await member(command);
  process.kill(killed.pid, 'SIGKILL');
  const back = await until(async () => {
    const now = await member(command);
    return now && now.pid !== killed.pid ? now : null;
  });
  expect(back.command).toBe(killed.command);
  await until(async () => (await predict(3)) === 3);
});

test.each([
  ['a data folder in use', 'LINCE_DATA_DIR', () => ({ LINCE_DATA_DIR: settings.LINCE_DATA_DIR })],
  ['a taken port', 'LINCE_API_PORT', () => ({ LINCE_API_PORT: settings.LINCE_API_PORT })],
  ['a model that is not there', 'LINCE_MODEL', () => ({ LINCE_MODEL: 'letters' })],
  ['a Redis that does not answer', 'REDIS_URL', () => ({ REDIS_URL: 'redis://127.0.0.1:1' })],
  ['sentinels that do not answer', 'REDIS_URL', () => ({ REDIS_URL: 'redis+sentinel://127.0.0.1:1,127.0.0.1:2/m' })],
  ['a setting that only the processes read', 'LINCE_MAX_UPLOAD', () => ({ LINCE_MAX_UPLOAD: 'much' })],
])('%s ends the start with one sentence that names %s', async (_what, variable, wrong) => {
  const second = npmStart({ ...(await elsewhere()), ...wrong() });
  expect(await second.code).toBe(1);
  const own = second
    .printed()
    .split('\n')
    .filter((line) => line && !/^(>|npm )| │ /.test(line));
  expect(own).toEqual([expect.stringContaining(variable)]);
});

test('Ctrl-C, once or twice, ends everything within ten seconds, and the next start knows the jobs', async () => {
  process.kill((await member(/apps\/worker/)).pid, 'SIGSTOP'); // So that the job still waits when all is stopped.
  const submitted = await fetch(api('/v1/jobs'), raw(await digitPng(5)));
  const job = submitted.headers.get('location')!;
  const family = await descendants(lince.child.pid!);
  expect(family.length).toBeGreaterThanOrEqual(4);
  interrupt(lince);
  interrupt(lince);
  const anyAlive = async (): Promise<boolean> => (await Promise.all(family.map(alive))).includes(true);
  await until(async () => !(await anyAlive()), 10_000);
  await lince.code;

  lince = npmStart(settings);
  await ready();
  const snapshot = (await (await fetch(api(`${job}?wait=30`))).json()) as { result: { class: number } };
  expect(snapshot.result.class).toBe(5);
});
