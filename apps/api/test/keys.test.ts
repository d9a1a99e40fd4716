import { beforeEach, expect, test } from '@jest/globals';
import { digestOf, type AccessKey, type KeyStore, type StoredKey } from '#platform';
import { answer } from '../src/keys/answer.js';
import { parseRequest } from '../src/keys/request.js';

const created = '2026-11-28T04:23:00.000Z';
let kept: Map<string, StoredKey>;

const store = {
  all: async () => [...kept.values()],
  add: async (key: AccessKey) => !kept.has(key.name) && Boolean(kept.set(key.name, { ...key, created })),
  replace: async (key: AccessKey) => void kept.set(key.name, { ...key, created }),
  revoke: async (name: string) => kept.delete(name),
} as unknown as KeyStore;

const ask = (...args: string[]) => answer(parseRequest(args)!, store);

beforeEach(() => void (kept = new Map()));

test('a new key is told once, and kept by its digest', async () => {
  const { output, code } = await ask('add', 'maria', '--scope', 'admin', '--rate', '50/s', '--quota', '1000/d');
  expect([output, code]).toEqual([[expect.stringMatching(/^lince_[\w-]{43}$/)], 0]);
  expect(kept.get('maria')).toEqual({
    ...{ name: 'maria', digest: digestOf(output[0]!), scope: 'admin', created },
    ...{ rate: { count: 50, ms: 1_000 }, quota: { count: 1_000, ms: 86_400_000 } },
  });
  expect((await ask('list')).output).toEqual([
    'NAME   SCOPE  RATE  QUOTA   CREATED',
    'maria  admin  50/s  1000/d  2026-11-28T04:23',
  ]);
});

test('a name is taken once; its key may be renewed, or revoked', async () => {
  const [first] = (await ask('add', 'maria', '--rate', '5/m')).output;
  expect(await ask('add', 'maria')).toMatchObject({ output: [], code: 1 });
  const [second] = (await ask('rotate', 'maria')).output;
  expect(second).not.toBe(first);
  expect(kept.get('maria')).toMatchObject({ digest: digestOf(second!), rate: { count: 5, ms: 60_000 } });
  expect((await ask('revoke', 'maria')).code).toBe(0);
  expect((await ask('revoke', 'maria')).code).toBe(1);
  expect((await ask('rotate', 'maria')).code).toBe(1);
});

test.each([
  '',
  'add',
  'add María',
  'add two names',
  'add maria --scope king',
  'add maria --rate fast',
  'add maria --rate 0/s',
  'add maria --quota 5/y',
  'add maria --color red',
  'revoke maria --scope admin',
  'list maria',
  'remove maria',
])('"%s" is not understood', (line) => {
  expect(parseRequest(line.split(' ').filter(Boolean))).toBeNull();
});
