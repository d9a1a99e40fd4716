import { isIP } from 'node:net';
import { parseModelReference } from '#contract';
import { KEY_FORMS, parseAccessKey, type AccessKey } from './access-key.js';
import { parseRedisUrl, REDIS_URL_FORMS, withoutPasswords } from './redis-address.js';
import { SETTINGS, type SettingName } from './settings.js';

const MEGA = 1_000_000;
const SECOND = 1_000;
/** What Node's timers can wait, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A setting that cannot work; the message names the variable and the remedy, for a person. */
export class SettingError extends Error {}

/** Turns a variable's text into its value; returns undefined where the text cannot be one. */
type Parse<T> = ((value: string) => T | undefined) & { expects?: string; isSecret?: boolean };

/**
 * Gives a setting's value.
 * @param computed its default, where that depends on something else
 */
export type Read = <T>(name: SettingName, parse: Parse<T>, computed?: string) => T;

/** Reads settings out of an environment; what it throws is a SettingError. */
export function readerOf(env: NodeJS.ProcessEnv): Read {
  return (name, parse, computed) => {
    const value = env[name] || (computed ?? SETTINGS[name].default);
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    const shown = parse.isSecret ? name : `${name}="${withoutPasswords(value)}"`;
    throw new SettingError(
      `${shown} no sirve: se espera ${parse.expects}. / ${shown} cannot work: ${parse.expects} is expected.`,
    );
  };
}

const expecting = <T>(expects: string, parse: (value: string) => T | undefined): Parse<T> =>
  Object.assign(parse, { expects });

export const text: Parse<string> = (value) => value;
export const list: Parse<string[]> = (value) =>
  value
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter(Boolean);

export const wholeNumber = (least: number, most: number) =>
  expecting(`${least}–${most}`, (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    return number >= least && number <= most ? number : undefined;
  });

export const port = wholeNumber(1, 65_535);
export const prefix = expecting('a-z 0-9 -', (value) => (/^[a-z0-9-]+$/.test(value) ? value : undefined));
export const model = expecting('digits | digits@2', (value) => parseModelReference(value) ?? undefined);

export const oneOf = <T extends string>(...values: T[]) =>
  expecting(values.join(' | '), (value) => values.find((known) => known === value));

export const redisUrl = expecting(REDIS_URL_FORMS, (value) => (parseRedisUrl(value) ? value : undefined));

export const url = (...protocols: string[]) =>
  expecting(protocols.map((protocol) => `${protocol}//…`).join(' | '), (value) =>
    URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : undefined,
  );

/** A number with a unit from the table, in the table's base unit; without a unit it is in `plain`. */
const measured = (expects: string, units: Record<string, number>, plain: number, most = Number.MAX_SAFE_INTEGER) =>
  expecting(expects, (value) => {
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value);
    const unit = match?.[2] ? units[match[2].toLowerCase()] : plain;
    const amount = match && unit ? Math.round(Number(match[1]) * unit) : 0;
    return amount >= 1 && amount <= most ? amount : undefined;
  });

export const bytes = measured('10mb, 500kb…', { b: 1, kb: 1_000, mb: MEGA, gb: 1_000 * MEGA }, 1);
export const duration = measured(
  '30s, 5m, 24h… (≤ 24d)',
  { ms: 1, s: SECOND, m: 60 * SECOND, h: 3_600 * SECOND, d: 86_400 * SECOND },
  SECOND,
  LONGEST_TIMER,
);

/** One that a supervisor waits for. */
export const shortDuration = measured('500ms, 10s… (≤ 30s)', { ms: 1, s: SECOND }, SECOND, 30 * SECOND);

export const flag = expecting('true | false', (value) => ({ true: true, false: false })[value]);

/** `/` means none. */
export const pathPrefix = expecting('/lince, /a/b…', (value) => {
  const path = value.replace(/\/+$/, '');
  return /^(\/[\w.~-]+)*$/.test(path) ? path : undefined;
});

/** Parses each item of a list; undefined where one cannot be. */
const listOf = <T>(expects: string, parse: (item: string) => T | undefined) =>
  expecting(expects, (value) => {
    const items = list(value)!.map(parse);
    return items.includes(undefined) ? undefined : (items as T[]);
  });

export const proxies = listOf('10.0.0.1, 10.0.0.0/8, loopback, private…', (item) => {
  const [, address, bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/.exec(item) ?? [];
  const version = address ? isIP(address) : 0;
  const isNetwork = version > 0 && Number(bits ?? 0) <= (version === 4 ? 32 : 128);
  return isNetwork || item === 'loopback' || item === 'private' ? item : undefined;
});

export const origins = listOf('https://example.org…', (item) =>
  /^https?:\/\//.test(item) && URL.canParse(item) && new URL(item).origin === item ? item : undefined,
);

export const accessKeys: Parse<AccessKey[]> = Object.assign(
  expecting(KEY_FORMS, (value: string) => {
    const keys = value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
      .map(parseAccessKey);
    return keys.includes(null) ? undefined : (keys as AccessKey[]);
  }),
  { isSecret: true },
);
