import { resolve } from 'node:path';
import type { ModelReference } from '#contract';
import type { AccessKey } from './access-key.js';
import { readPassword, withPassword } from './redis-password.js';
import * as to from './setting.js';

const MEGA = 1_000_000;

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
  /** Where others reach it; another than `host` where a container's port is published. */
  publishedHost: string;
  api: { port: number };
  web: { port: number; apiUrl: string };
  /** Names besides loopback's, IP addresses and this machine's own that a request may be addressed to. */
  allowedHosts: readonly string[];
  /** What the path of each address begins with, as `/lince`; empty where that is nothing. */
  pathPrefix: string;
  /** Addresses of proxies that are believed when they say whom they speak for: each an address, a network, `loopback` or `private`. */
  trustedProxies: readonly string[];
  /** Connections that a server has open at most. */
  maxConnections: number;
  /** Origins of other sites whose pages may call the API. */
  corsOrigins: readonly string[];
  /** `open`: whether anybody may come in while there are no keys; `session`: how long a browser stays signed in. */
  access: { keys: readonly AccessKey[]; open: boolean; session: number };
  /** `replicas`: how many replicas must have an upload before it is accepted. */
  redis: { url: string; prefix: string; replicas: number };
  models: { folder: string; default: ModelReference };
  /** `warmModels`: how many models a worker keeps in memory. */
  worker: { engine: EngineChoice; concurrency: number; warmModels: number };
  /** `decodeTime`: how long decoding one picture may take. */
  limits: { uploadBytes: number; pixels: number; decodeTime: number; batchBytes: number; batchPictures: number };
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
 * @throws SettingError for a value that cannot be; a plain Error where Redis' password is still to come
 */
export const loadConfig = (env: NodeJS.ProcessEnv = process.env): Config => configFrom(to.readerOf(env));

/** What each setting that a process reads may be, in the words of its errors; empty where that is any text. */
export function expectedSettings(): Record<string, string> {
  const expected: Record<string, string> = {};
  const read = to.readerOf({});
  configFrom((name, parse, computed) => {
    expected[name] = parse.expects ?? '';
    return read(name, parse, computed);
  });
  return expected;
}

function configFrom(read: to.Read): Config {
  const host = read('LINCE_HOST', to.text);
  const apiPort = read('LINCE_API_PORT', to.port);
  const redis = read('REDIS_URL', to.redisUrl);
  const password = read('LINCE_REDIS_PASSWORD', to.text) || readPassword(read('LINCE_REDIS_PASSWORD_FILE', to.text));
  return deepFreeze({
    host,
    publishedHost: read('LINCE_PUBLISHED_HOST', to.text, host),
    api: { port: apiPort },
    web: {
      port: read('LINCE_WEB_PORT', to.port),
      apiUrl: read('LINCE_API_URL', to.url('http:', 'https:'), `http://127.0.0.1:${apiPort}`),
    },
    allowedHosts: read('LINCE_ALLOWED_HOSTS', to.list),
    pathPrefix: read('LINCE_PATH_PREFIX', to.pathPrefix),
    trustedProxies: read('LINCE_TRUSTED_PROXIES', to.proxies),
    maxConnections: read('LINCE_MAX_CONNECTIONS', to.wholeNumber(1, MEGA)),
    corsOrigins: read('LINCE_CORS_ORIGINS', to.origins),
    access: {
      keys: read('LINCE_API_KEYS', to.accessKeys),
      open: read('LINCE_OPEN', to.flag),
      session: read('LINCE_SESSION_TTL', to.duration),
    },
    redis: {
      url: withPassword(redis, password),
      prefix: read('LINCE_REDIS_PREFIX', to.prefix),
      replicas: read('LINCE_REDIS_REPLICAS', to.wholeNumber(0, 100), /^rediss?\+/i.test(redis) ? '1' : '0'),
    },
    models: {
      folder: read('LINCE_MODELS_DIR', (value) => resolve(value)),
      default: read('LINCE_MODEL', to.model),
    },
    worker: {
      engine: read('LINCE_ENGINE', to.oneOf('auto', 'native', 'wasm')),
      concurrency: read('LINCE_CONCURRENCY', to.wholeNumber(1, 1_024)),
      warmModels: read('LINCE_WARM_MODELS', to.wholeNumber(1, 10_000)),
    },
    limits: {
      uploadBytes: read('LINCE_MAX_UPLOAD', to.bytes),
      pixels: read('LINCE_MAX_PIXELS', to.wholeNumber(1, 1_000 * MEGA)),
      decodeTime: read('LINCE_DECODE_TIMEOUT', to.duration),
      batchBytes: read('LINCE_MAX_BATCH', to.bytes),
      batchPictures: read('LINCE_MAX_BATCH_PICTURES', to.wholeNumber(1, 100_000)),
    },
    admission: {
      waiting: read('LINCE_MAX_WAITING', to.wholeNumber(1, 100 * MEGA)),
      waitingBytes: read('LINCE_MAX_WAITING_BYTES', to.bytes),
      open: read('LINCE_MAX_OPEN', to.wholeNumber(1, MEGA)),
      openBytes: read('LINCE_MAX_OPEN_BYTES', to.bytes),
      sockets: read('LINCE_MAX_SOCKETS', to.wholeNumber(1, MEGA)),
      doorWait: read('LINCE_MAX_DOOR_WAIT', to.duration),
    },
    predictTimeout: read('LINCE_PREDICT_TIMEOUT', to.duration),
    maxWait: read('LINCE_MAX_WAIT', to.duration),
    drain: read('LINCE_DRAIN', to.shortDuration),
    importTimeout: read('LINCE_IMPORT_TIMEOUT', to.duration),
    resultTtl: read('LINCE_RESULT_TTL', to.duration),
    logLevel: read('LINCE_LOG_LEVEL', to.oneOf('debug', 'log', 'warn', 'error')),
  });
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
