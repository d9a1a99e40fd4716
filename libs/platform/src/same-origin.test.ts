import { hostname } from 'node:os';
import { expect, test } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { isOwnRequest } from './same-origin.js';

const ALLOWED = ['lince.example'];

test.each<[string, IncomingHttpHeaders]>([
  ['a program on this machine', { host: '127.0.0.1:5000' }],
  ['a program that says localhost', { host: 'localhost:5000' }],
  ['a program that says IPv6', { host: '[::1]:5000' }],
  ['another machine, by the address', { host: '192.168.1.20:5000' }],
  ["by this machine's own name", { host: `${hostname()}:5000` }],
  ['by a name that is allowed, in any case', { host: 'Lince.Example' }],
  ['our own page', { host: 'localhost:8501', origin: 'http://localhost:8501', 'sec-fetch-site': 'same-origin' }],
  ['our own page on a standard port', { host: 'lince.example', origin: 'https://lince.example' }],
  [
    'our own page behind a proxy that calls us by an address',
    { host: '127.0.0.1:8501', origin: 'https://lince.example' },
  ],
  [
    'a link that a person follows from elsewhere',
    { host: 'localhost:8501', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  ],
  ['an address typed in', { host: 'localhost:8501', 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
])('lets in %s', (_who, headers) => {
  expect(isOwnRequest(headers, ALLOWED)).toBe(true);
});

test.each<[string, IncomingHttpHeaders]>([
  ['a request without a host', {}],
  ['a host that is none', { host: 'a b' }],
  ['a host with markup in it', { host: 'localhost/"><script>' }],
  ['a name that was made to mean this machine', { host: 'rebound.example:5000' }],
  ['that name with its own origin', { host: 'rebound.example:5000', origin: 'http://rebound.example:5000' }],
  ['a name that only ends like an allowed one', { host: 'evil-lince.example' }],
  ['a page of another site', { host: 'localhost:5000', origin: 'https://elsewhere.example' }],
  ['a page of another port', { host: 'localhost:5000', origin: 'http://localhost:3000' }],
  ['a sandboxed page or a local file', { host: 'localhost:5000', origin: 'null' }],
  [
    'a picture or script tag of another site',
    { host: 'localhost:5000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ],
  [
    'a form of another site, for all that it navigates',
    {
      host: 'localhost:5000',
      origin: 'https://elsewhere.example',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
    },
  ],
])('keeps out %s', (_who, headers) => {
  expect(isOwnRequest(headers, ALLOWED)).toBe(false);
});

test('pages of other sites that may call the service are let in, as long as they call it by its name', () => {
  const friends = ['https://elsewhere.example'];
  const origin = friends[0];
  expect(isOwnRequest({ host: 'localhost:5000', origin }, ALLOWED, friends)).toBe(true);
  expect(isOwnRequest({ host: 'rebound.example', origin }, ALLOWED, friends)).toBe(false);
  expect(isOwnRequest({ host: 'localhost:5000', origin: `${origin}.evil.example` }, ALLOWED, friends)).toBe(false);
});
