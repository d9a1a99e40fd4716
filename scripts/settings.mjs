import { readFileSync } from 'node:fs';
import os from 'node:os';
import { resolve } from 'node:path';
import { SETTINGS } from './described.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { root } from './project.mjs';
import { serversOf, withPassword, withoutPassword } from './redis-address.mjs';

/** Bytes with which a Redis can do something. */
const LEAST_MEMORY = 64e6;

/** What the two commands read from the environment, checked; folders are absolute. @throws Failure for a bad value */
export function readSettings(env = process.env) {
  const host = text(env, 'LINCE_HOST');
  const apiPort = wholeNumber(env, 'LINCE_API_PORT', 65_535);
  const webPort = wholeNumber(env, 'LINCE_WEB_PORT', 65_535);
  if (apiPort === webPort) throw unfit('LINCE_WEB_PORT', webPort, '≠ LINCE_API_PORT');
  return {
    host,
    apiPort,
    webPort,
    apiUrl: addressOf(host, apiPort),
    webUrl: addressOf(host, webPort),
    workers: wholeNumber(env, 'LINCE_WORKERS', 256, Math.max(1, os.availableParallelism() - 1)),
    engine: oneOf(env, 'LINCE_ENGINE', ['auto', 'native', 'wasm']),
    dataFolder: resolve(root, text(env, 'LINCE_DATA_DIR')),
    modelsFolder: resolve(root, text(env, 'LINCE_MODELS_DIR')),
    model: text(env, 'LINCE_MODEL'),
    redis: {
      fsync: oneOf(env, 'LINCE_REDIS_FSYNC', ['always', 'everysec']),
      memory: size(
        env,
        'LINCE_REDIS_MEMORY',
        Math.floor(Math.min(os.totalmem(), process.constrainedMemory() || Infinity) / 2),
      ),
    },
    drain: milliseconds(env, 'LINCE_DRAIN'),
    redisUrl: env.REDIS_URL ? withPassword(redisAddress(env.REDIS_URL), redisPassword(env)) : null,
  };
}

/** The environment of Lince's processes: ours, with what has been settled since. */
export function childEnvironment({ apiUrl, modelsFolder }, redisUrl, env = process.env) {
  const unlessSet = {
    LINCE_API_URL: apiUrl,
    TF_NUM_INTRAOP_THREADS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
    // More of them let memory that one thread has freed lie idle.
    MALLOC_ARENA_MAX: '2',
  };
  const settled = { REDIS_URL: redisUrl, LINCE_REDIS_PASSWORD: '', LINCE_REDIS_PASSWORD_FILE: '' };
  return { ...unlessSet, ...env, LINCE_MODELS_DIR: modelsFolder, ...settled };
}

/** Where this machine reaches a server that listens on `host`. */
function addressOf(host, port) {
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}

const text = (env, name) => env[name] || SETTINGS[name].default;

function wholeNumber(env, name, most, computed) {
  const value = text(env, name) || String(computed);
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (number >= 1 && number <= most) return number;
  throw unfit(name, value, `1–${most}`);
}

function oneOf(env, name, known) {
  const value = text(env, name);
  if (known.includes(value)) return value;
  throw unfit(name, value, known.join(' | '));
}

/** A time, as `500ms` or `10s`; what else it may be is the API's matter. */
function milliseconds(env, name) {
  const read = (value) => /^(\d+(?:\.\d+)?)(ms|s)?$/i.exec(value);
  const [, number, unit] = read(text(env, name)) ?? read(SETTINGS[name].default);
  return Number(number) * (unit?.toLowerCase() === 'ms' ? 1 : 1_000);
}

/** Bytes, as `512mb` or `2gb`. */
function size(env, name, computed) {
  const value = text(env, name) || String(computed);
  const [, number, unit] = /^(\d+)(mb|gb)?$/i.exec(value) ?? [];
  const bytes = Number(number) * { mb: 1e6, gb: 1e9 }[unit?.toLowerCase()] || Number(number);
  if (bytes >= LEAST_MEMORY) return bytes;
  throw unfit(name, value, '512mb, 2gb… (≥ 64mb)');
}

function redisAddress(value) {
  if (serversOf(value)) return value;
  const forms = 'redis://… | rediss://… | unix:///… | redis+sentinel://host,host/master | redis+cluster://host,host';
  throw unfit('REDIS_URL', withoutPassword(value), forms);
}

function redisPassword({ LINCE_REDIS_PASSWORD: own, LINCE_REDIS_PASSWORD_FILE: file }) {
  if (own || !file) return own || '';
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch ({ code }) {
    throw unfit('LINCE_REDIS_PASSWORD_FILE', file, code);
  }
}

function unfit(name, value, expected) {
  return new Failure(
    words(
      `${name}="${value}" no sirve: se espera ${expected}.`,
      `${name}="${value}" cannot work: ${expected} is expected.`,
    ),
  );
}
