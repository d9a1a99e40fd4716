import { noise } from '../mutate/numbers.mjs';
import { withHeader } from './message.mjs';

const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'post',
  'FOO',
  'PRI',
  '',
  'G\0T',
  'X'.repeat(9_000),
];
const VERSIONS = [
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/1.2',
  'HTTP/9999.1',
  'HTTP/1.1 x',
  'http/1.1',
  '',
  'ICY/1.1',
];
const TARGETS = [
  '*',
  '//',
  '/..%2f..%2fetc%2fpasswd',
  '/%',
  '/%00',
  '/%ff%fe',
  '/predict/../v1/jobs',
  '/predict%2f',
  '/predict?model=',
  '/predict?model=%00',
  '/predict?model=digits@99999999999999999999',
  '/predict?model=../../etc/passwd',
  '/predict?model[]=a&model[b]=c',
  '/predict?model=digits&model=digits',
  '/predict?__proto__[model]=x&constructor=1',
  '/predict?model=digits@latest%0d%0aX:y',
  `/predict?${'a=b&'.repeat(2_000)}`,
  `/${'a/'.repeat(4_000)}`,
  `/predict?model=${'m'.repeat(7_000)}`,
  `/${'%2e'.repeat(5_000)}`,
  'http://127.0.0.1/predict',
  'http://evil.example/predict',
  'https://user:pass@127.0.0.1:1/v1/models',
  '/v1/jobs/__proto__',
  '/v1/jobs/%E0%A4%A',
  '/v1/jobs/b0.0.x?wait=1e999',
  '/v1/batches/constructor/results.csv',
  '/socket.io/?EIO=4&transport=websocket',
  '/socket.io/?EIO=99&transport=__proto__',
  '/socket.io/?EIO=4&transport=polling&sid=x',
  '/pre dict',
  '/\xff\xfe',
  '',
];

/** Headers that somebody reads, and what they should not be. */
const VALUES = {
  Host: [
    '',
    'evil.example',
    '[::1',
    '127.0.0.1:99999',
    'a'.repeat(300),
    '127.0.0.1@evil',
    'localhost:',
    '0x7f.1',
    '::',
    '1',
  ],
  'Content-Type': [
    '',
    ';',
    'image/',
    '/',
    'image/png\t',
    'application/json; charset=utf-7',
    'a'.repeat(8_000),
    'image/png, text/html',
  ],
  Prefer: [
    'wait=0',
    'wait=999999',
    'wait=-1',
    'wait=1e9',
    'respond-async',
    'respond-async, wait=1',
    'wait="',
    ','.repeat(4_000),
  ],
  'Idempotency-Key': ['', '"', '"\\"', 'k', 'k'.repeat(256), '\xe9', '"same"', '__proto__', ':{}'],
  Accept: ['', '*', 'text/csv', 'text/html;q=2', ';q=', 'a/b;q=NaN', `${'a/b,'.repeat(3_000)}`, '*/*;q=0'],
  'Accept-Language': ['', '*', 'en;q=0', 'es;q=x', `${'en-'.repeat(4_000)}`, 'q=1', '\xff'],
  'Accept-Encoding': ['gzip', 'br;q=1', '*;q=0', 'identity;q=0'],
  'Content-Encoding': ['gzip', 'deflate', 'br', 'x', 'gzip, gzip'],
  Expect: ['100-continue', '200-ok', '', '100-continue, x'],
  Origin: ['null', 'http://evil.example', 'http://127.0.0.1', '', '://', 'file://'],
  'Sec-Fetch-Site': ['cross-site', 'none', ''],
  Connection: ['close', 'keep-alive', 'upgrade', 'close, keep-alive', 'host', ''],
  Upgrade: ['websocket', 'h2c', 'TLS/1.0', ''],
  Cookie: ['a=b', '='.repeat(8_000)],
  Range: ['bytes=0-0', 'bytes=-1', 'bytes=9999999999-', 'x=1'],
  'If-None-Match': ['*', '"x"', 'W/"'],
  'Last-Event-ID': ['succeeded', '\0', '9'.repeat(5_000)],
  'X-Forwarded-For': ['127.0.0.1', 'x', ','],
  'X-Forwarded-Proto': ['https', 'gopher'],
  'X-HTTP-Method-Override': ['DELETE'],
  Authorization: ['Bearer', 'Bearer x', 'Basic !!', ':'],
  Trailer: ['Content-Length', 'Host'],
};

/** Lines that are no headers, or not quite. */
const LINES = [
  '',
  ': x',
  'X',
  'X y: z',
  ' folded',
  '\tfolded',
  'X\0: y',
  'X: \0',
  'X: \x01\x7f',
  'Ä: ö',
  'X:\ny',
  'Host : x',
  'X: y\r',
];

/** Ways of writing a request's head askew; each takes a request and the dice. */
export const HEADS = {
  method: (request, dice) => ({ ...request, method: dice.pick(METHODS) }),
  target: (request, dice) => ({ ...request, target: dice.pick(TARGETS) }),
  version: (request, dice) => ({ ...request, version: dice.pick(VERSIONS) }),
  value: (request, dice) => {
    const name = dice.pick(Object.keys(VALUES));
    return withHeader(request, name, dice.pick(VALUES[name]));
  },
  another: (request, dice) => {
    const name = dice.pick(Object.keys(VALUES));
    return { ...request, headers: [...request.headers, [name, dice.pick(VALUES[name])]] };
  },
  twice: (request, dice) => ({
    ...request,
    headers: [...request.headers, dice.pick([['Host', 'b'], ...request.headers])],
  }),
  without: (request, dice) => withHeader(request, dice.pick([['Host'], ...request.headers])[0]),
  line: (request, dice) => ({
    ...request,
    headers: dice.shuffled([...request.headers, ['X: 1\r\n' + dice.pick(LINES), '1']]),
  }),
  long: (request, dice) => ({
    ...request,
    headers: [...request.headers, ['X', 'x'.repeat(dice.pick([8_000, 16_300, 17_000, 100_000]))]],
  }),
  many: (request, dice) => ({
    ...request,
    headers: [...request.headers, ...Array.from({ length: dice.pick([50, 999, 2_100]) }, (_, i) => [`x${i}`, 'y'])],
  }),
  noise: (request, dice) => ({ ...request, headers: [...request.headers, ['X', noise(dice, 40).toString('latin1')]] }),
};
