import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadConfig, SettingError } from './config.js';

test('with nothing set, everything has its default', () => {
  const { worker, ...rest } = loadConfig({});
  expect(rest).toEqual({
    host: '127.0.0.1',
    api: { port: 5000 },
    web: { port: 8501, apiUrl: 'http://127.0.0.1:5000' },
    allowedHosts: [],
    redis: { url: 'redis://127.0.0.1:6379', prefix: 'lince' },
    models: { folder: resolve('model'), default: { name: 'digits', version: null } },
    limits: { uploadBytes: 10_000_000, pixels: 50_000_000, batchBytes: 256_000_000, batchPictures: 1_000 },
    admission: {
      waiting: 100_000,
      waitingBytes: 1_000_000_000,
      open: 2_000,
      openBytes: 256_000_000,
      sockets: 10_000,
      doorWait: 5_000,
    },
    predictTimeout: 30_000,
    maxWait: 604_800_000,
    drain: 500,
    importTimeout: 30_000,
    resultTtl: 86_400_000,
    logLevel: 'log',
  });
  expect(worker.engine).toBe('auto');
  expect(worker.warmModels).toBe(32);
  expect(worker.concurrency).toBe(4);
});

test('an empty variable is one that is not set', () => {
  expect(loadConfig({ LINCE_API_PORT: '' }).api.port).toBe(5000);
});

test.each([
  ['500ms', 500],
  ['2s', 2_000],
  ['1.5m', 90_000],
  ['24h', 86_400_000],
  ['7 d', 604_800_000],
  ['45', 45_000],
])('%s as a duration', (text, milliseconds) => {
  expect(loadConfig({ LINCE_PREDICT_TIMEOUT: text }).predictTimeout).toBe(milliseconds);
});

test.each([
  ['10MB', 10_000_000],
  ['500kb', 500_000],
  ['1gb', 1_000_000_000],
  ['2048', 2_048],
])('%s as a size', (text, bytes) => {
  expect(loadConfig({ LINCE_MAX_UPLOAD: text }).limits.uploadBytes).toBe(bytes);
});

test('hosts are a list in lower case, a model may have a version, and the page follows the API', () => {
  const { allowedHosts, models, web, redis } = loadConfig({
    LINCE_ALLOWED_HOSTS: ' Lince.example , ,ia.local',
    LINCE_MODEL: 'digits@2',
    LINCE_API_PORT: '5001',
    REDIS_URL: 'unix:///run/redis.sock',
  });
  expect(allowedHosts).toEqual(['lince.example', 'ia.local']);
  expect(models.default).toEqual({ name: 'digits', version: 2 });
  expect(web.apiUrl).toBe('http://127.0.0.1:5001');
  expect(redis.url).toBe('unix:///run/redis.sock');
});

test.each([
  ['LINCE_API_PORT', '0'],
  ['LINCE_API_PORT', '65536'],
  ['LINCE_WEB_PORT', '80.5'],
  ['LINCE_API_URL', 'ftp://127.0.0.1'],
  ['REDIS_URL', '127.0.0.1:6379'],
  ['LINCE_REDIS_PREFIX', '{lince}'],
  ['LINCE_MODEL', 'digits@newest'],
  ['LINCE_ENGINE', 'gpu'],
  ['LINCE_CONCURRENCY', '0'],
  ['LINCE_WARM_MODELS', '0'],
  ['LINCE_MAX_UPLOAD', '10 parsecs'],
  ['LINCE_MAX_UPLOAD', '0'],
  ['LINCE_MAX_PIXELS', 'many'],
  ['LINCE_MAX_BATCH', '0'],
  ['LINCE_MAX_BATCH_PICTURES', '0'],
  ['LINCE_PREDICT_TIMEOUT', '-1s'],
  ['LINCE_RESULT_TTL', 'h'],
  ['LINCE_LOG_LEVEL', 'loud'],
])('%s=%s cannot work, and the error says so', (name, value) => {
  const load = (): unknown => loadConfig({ [name]: value });
  expect(load).toThrow(SettingError);
  expect(load).toThrow(
    new RegExp(`^${name}="${value.replace(/[{}]/g, '\\$&')}" no sirve: se espera .+\\. / .+ is expected\\.$`),
  );
});

test('nothing in it can be changed', () => {
  const config = loadConfig({});
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.models.default)).toBe(true);
});
