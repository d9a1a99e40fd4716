import { expect, test } from '@jest/globals';
import { parseRedisUrl, placesOf, withoutPasswords } from './redis-address.js';

test.each([
  ['redis://127.0.0.1:6379', { kind: 'server', url: 'redis://127.0.0.1:6379' }, '127.0.0.1:6379'],
  ['rediss://u:p@redis.example/2', { kind: 'server', url: 'rediss://u:p@redis.example/2' }, 'redis.example'],
  ['unix:///run/my%20redis.sock', { kind: 'socket', path: '/run/my redis.sock' }, '/run/my redis.sock'],
])('%s is one server', (text, address, places) => {
  expect(parseRedisUrl(text)).toEqual(address);
  expect(placesOf(parseRedisUrl(text)!)).toBe(places);
});

test('Sentinels, with all that can be said of them', () => {
  const text =
    'rediss+sentinel://lin%40ce:p%3A%2Fss@one:26380,[::1],10.0.0.1/my%2Fmaster/3?sentinelUsername=watch&sentinelPassword=s%26t';
  const address = parseRedisUrl(text)!;
  expect(address).toEqual({
    kind: 'sentinel',
    hosts: [
      { host: 'one', port: 26_380 },
      { host: '::1', port: 26_379 },
      { host: '10.0.0.1', port: 26_379 },
    ],
    tls: true,
    login: { username: 'lin@ce', password: 'p:/ss' },
    master: 'my/master',
    db: 3,
    sentinelLogin: { username: 'watch', password: 's&t' },
  });
  expect(placesOf(address)).toBe('one:26380, [::1]:26379, 10.0.0.1:26379');
});

test('Sentinels, with as little as will do', () => {
  expect(parseRedisUrl('redis+sentinel://sentinel/mymaster')).toEqual({
    kind: 'sentinel',
    hosts: [{ host: 'sentinel', port: 26_379 }],
    tls: false,
    login: {},
    master: 'mymaster',
    db: 0,
    sentinelLogin: {},
  });
});

test.each([
  ['redis+cluster://one,two:7001', false, {}],
  ['redis+cluster://one,two:7001/', false, {}],
  ['rediss+cluster://:secret@one,two:7001', true, { password: 'secret' }],
  ['REDISS+CLUSTER://user@one,two:7001', true, { username: 'user' }],
])('%s is a Cluster', (text, tls, login) => {
  const hosts = [
    { host: 'one', port: 6_379 },
    { host: 'two', port: 7_001 },
  ];
  expect(parseRedisUrl(text)).toEqual({ kind: 'cluster', hosts, tls, login });
});

test.each([
  ['no scheme', '127.0.0.1:6379'],
  ['another scheme', 'http://127.0.0.1'],
  ['another kind', 'redis+ring://one'],
  ['no host', 'redis+cluster://'],
  ['an empty host', 'redis+cluster://one,,two'],
  ['a port alone', 'redis+cluster://:7001'],
  ['a port that is none', 'redis+cluster://one:70000'],
  ['IPv6 without brackets', 'redis+cluster://::1'],
  ['a password that holds an @ as it is', 'redis+cluster://:p@ss@one'],
  ['what is encoded wrongly', 'redis+cluster://:%zz@one'],
  ['a database of a Cluster', 'redis+cluster://one/1'],
  ['a password of sentinels that are none', 'redis+cluster://one?sentinelPassword=x'],
  ['a group without a name', 'redis+sentinel://one'],
  ['a database that is none', 'redis+sentinel://one/mymaster/first'],
  ['too long a path', 'redis+sentinel://one/mymaster/0/0'],
  ['a question that is not known', 'redis+sentinel://one/mymaster?sentinelPasword=x'],
])('%s cannot be: %s', (_what, text) => {
  expect(parseRedisUrl(text)).toBeNull();
});

test.each([
  ['redis://:secret@host', 'redis://:***@host'],
  ['redis+cluster://lince:secret@one,two:7001', 'redis+cluster://lince:***@one,two:7001'],
  [
    'redis+sentinel://one/mymaster?sentinelUsername=u&sentinelPassword=secret',
    'redis+sentinel://one/mymaster?sentinelUsername=u&sentinelPassword=***',
  ],
  ['unix:///run/redis.sock', 'unix:///run/redis.sock'],
  ['rediss+ring://lince:secret@host', 'rediss+ring://lince:***@host'],
])('%s is shown without its password', (text, shown) => {
  expect(withoutPasswords(text)).toBe(shown);
});
