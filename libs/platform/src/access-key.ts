import { createHash } from 'node:crypto';
import type { Scope } from '#contract';

/** So many in so many milliseconds. */
export interface Allowance {
  count: number;
  ms: number;
}

/** A key as it is kept: by its digest, never as it is. */
export interface AccessKey {
  /** Whose it is: the owner of the jobs that come in by it. */
  name: string;
  /** SHA-256 of the key, in hexadecimal digits. */
  digest: string;
  scope: Scope;
  /** How many pictures it may send evenly, a burst of as many at once; null for no limit. */
  rate: Allowance | null;
  /** How many pictures in each such span of time, counted from 1970 on; null for no limit. */
  quota: Allowance | null;
}

/** Names of keys; no other letter goes into a room's or a Redis key's name. */
export const KEY_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `50/s`, `600/m`, `5000/h` or `100000/d`. @returns null for anything else */
export function parseAllowance(text: string): Allowance | null {
  const [, count, unit] = /^([1-9]\d{0,8})\/([smhd])$/.exec(text) ?? [];
  return count ? { count: Number(count), ms: UNITS[unit as keyof typeof UNITS] } : null;
}

/** As {@link parseAllowance} reads it. */
export function formatAllowance({ count, ms }: Allowance): string {
  const [unit] = Object.entries(UNITS).find(([, length]) => length === ms)!;
  return `${count}/${unit}`;
}

/** The digest that a key is kept and found by. Keys are random enough that a salt would add nothing. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** How keys are written in a setting. */
export const KEY_FORMS =
  'key | name=key | name:predict=key | name:admin:50/s=key (key: ≥ 16 A-Z a-z 0-9 - . _ ~ + / =)';

/** Reads one of {@link KEY_FORMS}. A key without a name is named after its digest. @returns null for anything else */
export function parseAccessKey(text: string): AccessKey | null {
  const [, given, scope = 'predict', allowed, secret] =
    /^(?:([a-z0-9._-]+)(?::(predict|admin))?(?::(\w+\/\w))?=)?([\w.~+/-]{16,}=*)$/.exec(text) ?? [];
  if (!secret) return null;
  const digest = digestOf(secret);
  const name = given ?? `key-${digest.slice(0, 8)}`;
  const rate = allowed === undefined ? null : parseAllowance(allowed);
  if (!KEY_NAME.test(name) || (allowed !== undefined && !rate)) return null;
  return { name, digest, scope: scope as Scope, rate, quota: null };
}
