import { resolve } from 'node:path';
import { parseModelReference, type ModelReference } from '#contract';
import { parseRedisUrl, REDIS_URL_FORMS, withoutPasswords } from './redis-address.js';

const MEGA = 1_000_000;
const SECOND = 1_000;
/** What Node's timers can wait, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A setting that cannot work; the message names the variable and the remedy, for a person. */
export class SettingError extends Error {}

export type EngineChoice = 'auto' | 'native' | 'wasm';

/** How much may be under way: the first two in Redis, the others in each API process. */
export interface AdmissionLimits {
  waiting: number;
  waitingBytes: number;
  open: number;
  openBytes: number;
  sockets: number;
  /** How long pictures that are waited for may have waited at the door when more are taken. */
  doorWait: number;
}

/** Everything that can be set, read once at boot. Durations in milliseconds, sizes in bytes. */
export interface Config {
  host: string;
  api: { port: number };
  web: { port: number; apiUrl: string };
  /** Names besides loopback's, IP addresses and this machine's own that a request may be addressed to. */
  allowedHosts: readonly string[];
  /** `replicas`: how many replicas must have an upload before it is accepted. */
  redis: { url: string; prefix: string; replicas: number };
  models: { folder: string; default: ModelReference };
  /** `warmModels`: how many models a worker keeps in memory. */
  worker: { engine: EngineChoice; concurrency: number; warmModels: number };
  limits: { uploadBytes: number; pixels: number; batchBytes: number; batchPictures: number };
  admission: AdmissionLimits;
  predictTimeout: number;
  /** How long a picture waits for a worker until it is given up. */
  maxWait: number;
  /** How long an API that is told to stop goes on serving, so that nobody's request is cut off. */
  drain: number;
  importTimeout: number;
  resultTtl: number;
  logLevel: 'debug' | 'log' | 'warn' | 'error';
}

/**
 * Reads the settings; the only place that does.
 * @throws SettingError for a value that cannot be
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = readerOf(env);
  const apiPort = read('LINCE_API_PORT', '5000', port);
  const redis = read('REDIS_URL', 'redis://127.0.0.1:6379', redisUrl);
  return deepFreeze({
    host: read('LINCE_HOST', '127.0.0.1', text),
    api: { port: apiPort },
    web: {
      port: read('LINCE_WEB_PORT', '8501', port),
      apiUrl: read('LINCE_API_URL', `http://127.0.0.1:${apiPort}`, url('http:', 'https:')),
    },
    allowedHosts: read('LINCE_ALLOWED_HOSTS', '', list),
    redis: {
      url: redis,
      prefix: read('LINCE_REDIS_PREFIX', 'lince', prefix),
      replicas: read('LINCE_REDIS_REPLICAS', /^rediss?\+/i.test(redis) ? '1' : '0', wholeNumber(0, 100)),
    },
    models: {
      folder: read('LINCE_MODELS_DIR', 'model', (value) => resolve(value)),
      default: read('LINCE_MODEL', 'digits', model),
    },
    worker: {
      engine: read('LINCE_ENGINE', 'auto', oneOf('auto', 'native', 'wasm')),
      concurrency: read('LINCE_CONCURRENCY', '4', wholeNumber(1, 1_024)),
      warmModels: read('LINCE_WARM_MODELS', '32', wholeNumber(1, 10_000)),
    },
    limits: {
      uploadBytes: read('LINCE_MAX_UPLOAD', '10mb', bytes),
      pixels: read('LINCE_MAX_PIXELS', '50000000', wholeNumber(1, 1_000 * MEGA)),
      batchBytes: read('LINCE_MAX_BATCH', '256mb', bytes),
      batchPictures: read('LINCE_MAX_BATCH_PICTURES', '1000', wholeNumber(1, 100_000)),
    },
    admission: {
      waiting: read('LINCE_MAX_WAITING', '100000', wholeNumber(1, 100 * MEGA)),
      waitingBytes: read('LINCE_MAX_WAITING_BYTES', '1gb', bytes),
      open: read('LINCE_MAX_OPEN', '2000', wholeNumber(1, MEGA)),
      openBytes: read('LINCE_MAX_OPEN_BYTES', '256mb', bytes),
      sockets: read('LINCE_MAX_SOCKETS', '10000', wholeNumber(1, MEGA)),
      doorWait: read('LINCE_MAX_DOOR_WAIT', '5s', duration),
    },
    predictTimeout: read('LINCE_PREDICT_TIMEOUT', '30s', duration),
    maxWait: read('LINCE_MAX_WAIT', '7d', duration),
    drain: read('LINCE_DRAIN', '500ms', shortDuration),
    importTimeout: read('LINCE_IMPORT_TIMEOUT', '30s', duration),
    resultTtl: read('LINCE_RESULT_TTL', '24h', duration),
    logLevel: read('LINCE_LOG_LEVEL', 'log', oneOf('debug', 'log', 'warn', 'error')),
  });
}

/** Turns a variable's text into its value; returns undefined where the text cannot be one. */
type Parse<T> = ((value: string) => T | undefined) & { expects?: string };

function readerOf(env: NodeJS.ProcessEnv) {
  return <T>(name: string, fallback: string, parse: Parse<T>): T => {
    const value = env[name] || fallback;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    const shown = `${name}="${withoutPasswords(value)}"`;
    throw new SettingError(
      `${shown} no sirve: se espera ${parse.expects}. / ${shown} cannot work: ${parse.expects} is expected.`,
    );
  };
}

const expecting = <T>(expects: string, parse: (value: string) => T | undefined): Parse<T> =>
  Object.assign(parse, { expects });

const text: Parse<string> = (value) => value;
const list: Parse<string[]> = (value) =>
  value
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter(Boolean);

const wholeNumber = (least: number, most: number) =>
  expecting(`${least}–${most}`, (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    return number >= least && number <= most ? number : undefined;
  });

const port = wholeNumber(1, 65_535);
const prefix = expecting('a-z 0-9 -', (value) => (/^[a-z0-9-]+$/.test(value) ? value : undefined));
const model = expecting('nombre | nombre@versión', (value) => parseModelReference(value) ?? undefined);

const oneOf = <T extends string>(...values: T[]) =>
  expecting(values.join(' | '), (value) => values.find((known) => known === value));

const redisUrl = expecting(REDIS_URL_FORMS, (value) => (parseRedisUrl(value) ? value : undefined));

const url = (...protocols: string[]) =>
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

const bytes = measured('10mb, 500kb…', { b: 1, kb: 1_000, mb: MEGA, gb: 1_000 * MEGA }, 1);
const duration = measured(
  '30s, 5m, 24h… (≤ 24d)',
  { ms: 1, s: SECOND, m: 60 * SECOND, h: 3_600 * SECOND, d: 86_400 * SECOND },
  SECOND,
  LONGEST_TIMER,
);

/** One that a supervisor waits for. */
const shortDuration = measured('500ms, 10s… (≤ 30s)', { ms: 1, s: SECOND }, SECOND, 30 * SECOND);

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
