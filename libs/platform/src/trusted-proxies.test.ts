import { expect, test } from '@jest/globals';
import { trustIn } from './trusted-proxies.js';

test.each([
  ['loopback', '127.0.0.1', true],
  ['loopback', '::ffff:127.0.0.1', true],
  ['loopback', '::1', true],
  ['loopback', '10.0.0.1', false],
  ['private', '172.31.0.9', true],
  ['private', '172.32.0.9', false],
  ['private', 'fd00::1', true],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.8', false],
  ['2001:db8::/32', '2001:db8:5::1', true],
  ['private', 'unknown', false],
])('with %s trusted, is %s? %s', (proxy, address, trusted) => {
  expect(trustIn([proxy])(address)).toBe(trusted);
});

test('where nobody is trusted, not even this machine is', () => {
  expect(trustIn([])('127.0.0.1')).toBe(false);
});
