import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { clientAddressOf, vetForwarded } from './client-address.js';
import { trustIn } from './trusted-proxies.js';

const isTrusted = trustIn(['loopback', '10.0.0.0/8', '2001:db8::/32', '192.0.2.7']);

function vetted(peer: string, headers: IncomingHttpHeaders): IncomingMessage {
  const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: peer }));
  Object.assign(request.headers, headers);
  vetForwarded(request, isTrusted);
  return request;
}
const clientOf = (peer: string, list?: string): string =>
  clientAddressOf(vetted(peer, list === undefined ? {} : { 'x-forwarded-for': list }));

test.each([
  ['nobody says anything', '203.0.113.9', undefined, '203.0.113.9'],
  ['somebody says so who is not trusted', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a proxy says so', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['a proxy in IPv4 over IPv6 says so', '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['a proxy in IPv6 says so', '2001:db8::1', '2001:db9::5', '2001:db9::5'],
  ['proxies before proxies say so', '127.0.0.1', '198.51.100.1, 192.0.2.7,10.1.2.3', '198.51.100.1'],
  ['a client has put others before itself', '127.0.0.1', '192.0.2.1, 198.51.100.1', '198.51.100.1'],
  ['all are proxies', '127.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
  ['there is a port', '127.0.0.1', '198.51.100.1:8080', '198.51.100.1'],
  ['there are brackets', '127.0.0.1', '[2001:db9::5]:8080', '2001:db9::5'],
  ['a proxy does not know', '127.0.0.1', '198.51.100.1, unknown', '0.0.0.0'],
  ['there is nothing', '127.0.0.1', '', '0.0.0.0'],
  ['there are only commas', '127.0.0.1', ',,,', '0.0.0.0'],
  ['there is no end of proxies', '127.0.0.1', `198.51.100.1,${'10.0.0.1,'.repeat(1_000)}10.0.0.2`, '10.0.0.1'],
  ['there is no end of letters', '127.0.0.1', 'a'.repeat(10_000), '0.0.0.0'],
])('the client is known where %s', (_when, peer, list, client) => {
  expect(clientOf(peer, list)).toBe(client);
});

const given = { 'x-forwarded-host': 'lince.example:8443', 'x-forwarded-proto': 'https' };

test('host and protocol are believed of a proxy, if they can be such', () => {
  expect(vetted('10.0.0.1', given).headers).toEqual(given);
  expect(vetted('203.0.113.9', given).headers).toEqual({});
  const markup = { 'x-forwarded-host': 'a"><script>', 'x-forwarded-proto': 'javascript' };
  expect(vetted('10.0.0.1', markup).headers).toEqual({});
});

test('a network, a name of networks or an address is trusted; what is no address never is', () => {
  const ofPrivate = trustIn(['private']);
  expect(['10.1.1.1', '172.20.0.1', '192.168.1.1', 'fd00::1', '::ffff:10.0.0.1'].every(ofPrivate)).toBe(true);
  expect(['127.0.0.1', '8.8.8.8', '2001:db8::1', '', 'private', '10.0.0'].some(ofPrivate)).toBe(false);
  expect(trustIn([])('127.0.0.1')).toBe(false);
});
