import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadConfig } from './config.js';
import { digestOf } from './access-key.js';
import { SettingError } from './setting.js';

test('with nothing set, everything has its default', () => {
  const { worker, ...rest } = loadConfig({});
  expect(rest).toEqual({
    host: '127.0.0.1',
    publishedHost: '127.0.0.1',
    pathPrefix: '',
    maxConnections: 20_000,
    trustedProxies: ['loopback'],
    corsOrigins: [],
    access: { keys: [], open: false, session: 604_800_000 },
    api: { port: 5000 },
    web: { port: 8501, apiUrl: 'http://127.0.0.1:5000' },
    allowedHosts: [],
    redis: { url: 'redis://127.0.0.1:6379', prefix: 'lince', replicas: 0 },
    models: { folder: resolve('model'), default: { name: 'digits', version: null } },
    limits: {
      uploadBytes: 10_000_000,
      pixels: 50_000_000,
      decodeTime: 15_000,
      batchBytes: 256_000_000,
      batchPictures: 1_000,
    },
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
  ['redis://127.0.0.1', undefined, 0],
  ['redis://127.0.0.1', '2', 2],
  ['redis+sentinel://sentinel/mymaster', undefined, 1],
  ['rediss+cluster://node', undefined, 1],
  ['redis+cluster://node', '0', 0],
])('at %s, with LINCE_REDIS_REPLICAS=%s, that many replicas must have an upload', (url, text, replicas) => {
  expect(loadConfig({ REDIS_URL: url, LINCE_REDIS_REPLICAS: text }).redis).toEqual({ url, prefix: 'lince', replicas });
});

test('a password is not told, not even of an address that cannot be', () => {
  const load = (): unknown => loadConfig({ REDIS_URL: 'redis+sentinel://lince:secret@sentinel' });
  expect(load).toThrow('"redis+sentinel://lince:***@sentinel" no sirve');
  expect(load).not.toThrow('secret');
});

test.each([
  ['LINCE_API_PORT', '0'],
  ['LINCE_API_PORT', '65536'],
  ['LINCE_WEB_PORT', '80.5'],
  ['LINCE_API_URL', 'ftp://127.0.0.1'],
  ['REDIS_URL', '127.0.0.1:6379'],
  ['REDIS_URL', 'redis+sentinel://sentinel'],
  ['LINCE_REDIS_PREFIX', '{lince}'],
  ['LINCE_REDIS_REPLICAS', 'all'],
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
    new RegExp(`^${name}="${value.replace(/[{}+]/g, '\\$&')}" no sirve: se espera .+\\. / .+ is expected\\.$`),
  );
});

test('nothing in it can be changed', () => {
  const config = loadConfig({});
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.models.default)).toBe(true);
});

test('keys are known by their digests, with what they may do', () => {
  const LINCE_API_KEYS = 'maria=0123456789abcdef, root:admin:50/s=fedcba9876543210==, abcdefghijklmnop';
  const { keys } = loadConfig({ LINCE_API_KEYS }).access;
  expect(keys).toEqual([
    { name: 'maria', digest: digestOf('0123456789abcdef'), scope: 'predict', rate: null, quota: null },
    {
      name: 'root',
      digest: digestOf('fedcba9876543210=='),
      scope: 'admin',
      rate: { count: 50, ms: 1_000 },
      quota: null,
    },
    { name: expect.stringMatching(/^key-[0-9a-f]{8}$/), ...keys[2], digest: digestOf('abcdefghijklmnop') },
  ]);
});

test.each([
  'short',
  'maria=short',
  'María=0123456789abcdef',
  'maria:king=0123456789abcdef',
  'a:predict:0/s=0123456789abcdef',
])('a key like %s cannot work, and the error does not repeat it', (LINCE_API_KEYS) => {
  const load = (): unknown => loadConfig({ LINCE_API_KEYS });
  expect(load).toThrow(/LINCE_API_KEYS/);
  expect(load).not.toThrow(LINCE_API_KEYS);
});

test('proxies, origins and the path prefix are what they look like', () => {
  const config = loadConfig({
    LINCE_TRUSTED_PROXIES: 'private, 203.0.113.7, 2001:db8::/32',
    LINCE_CORS_ORIGINS: 'https://example.org',
    LINCE_PATH_PREFIX: '/a/b/',
  });
  expect(config).toMatchObject({
    trustedProxies: ['private', '203.0.113.7', '2001:db8::/32'],
    corsOrigins: ['https://example.org'],
    pathPrefix: '/a/b',
  });
});

test.each([
  ['LINCE_TRUSTED_PROXIES', 'proxy'],
  ['LINCE_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['LINCE_CORS_ORIGINS', 'https://example.org/page'],
  ['LINCE_CORS_ORIGINS', '*'],
  ['LINCE_PATH_PREFIX', 'lince'],
  ['LINCE_PATH_PREFIX', '/a/../b c'],
  ['LINCE_OPEN', 'perhaps'],
])('%s=%s cannot be', (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(SettingError);
});
