import { beforeEach, expect, test } from '@jest/globals';
import { effectScope } from 'vue';
import { CodedError, type Limits, type Session } from '#contract';
import { useSession } from './useSession.js';

const nobody: Session = { name: null, scope: null, keys: true };
const maria: Session = { name: 'maria', scope: 'predict', keys: true };
const limits = { resultSeconds: 60, waitSeconds: 600 } as Limits;

/** Who the API takes the browser for; null while it does not answer. */
let known: Session | null;

const answer = async <T>(value: T | null): Promise<T> => {
  if (value === null) throw new CodedError('api_unreachable');
  return value;
};
const api = {
  read: () => answer(known),
  open: async (key: string) => {
    if (known && key !== 'secret') throw new CodedError('key_invalid');
    return answer(known && (known = maria));
  },
  close: async () => void (known = nobody),
  limits: async () => limits,
};
const session = () => effectScope().run(() => useSession(api))!;

beforeEach(() => void (known = nobody));

test('whoever is not let in signs in, and out again', async () => {
  const { access, failure, look, signIn, signOut, limits: told } = session();
  expect(access.value).toEqual({ state: 'unknown' });
  await look();
  expect([access.value, told.value]).toEqual([{ state: 'out' }, null]);
  await signIn('wrong');
  expect([access.value, failure.value]).toEqual([{ state: 'out' }, 'key_invalid']);
  await signIn('secret');
  expect([access.value, failure.value]).toEqual([{ state: 'in', name: 'maria', scope: 'predict' }, null]);
  expect(told.value).toEqual(limits);
  await signOut();
  expect(access.value).toEqual({ state: 'out' });
});

test('where no key is needed, nobody need sign in', async () => {
  known = { name: null, scope: 'admin', keys: false };
  const { access, look } = session();
  await look();
  expect(access.value).toEqual({ state: 'in', name: null, scope: 'admin' });
});

test('a service that does not answer leaves who was in where they were', async () => {
  const { access, look, signIn, failure } = session();
  known = null;
  await look();
  expect(access.value).toMatchObject({ state: 'in', name: null });
  known = nobody;
  await look();
  known = null;
  await signIn('secret');
  expect(failure.value).toBe('api_unreachable');
  await look();
  expect(access.value).toEqual({ state: 'out' });
});
