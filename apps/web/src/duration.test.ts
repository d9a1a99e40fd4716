import { expect, test } from '@jest/globals';
import { duration, shortTime } from './duration.js';

test.each([
  [604_800, '7 días', '7 days'],
  [86_400, '24 horas', '24 hours'],
  [3_600, '1 hora', '1 hour'],
  [5_400, '90 minutos', '90 minutes'],
  [1, '1 segundo', '1 second'],
])('%d seconds are %s, or %s', (seconds, spanish, english) => {
  expect([duration(seconds, 'es'), duration(seconds, 'en')]).toEqual([spanish, english]);
});

test.each([
  [0.2, 'es', '1 ms'],
  [12.4, 'es', '12 ms'],
  [1_340, 'es', '1,34 s'],
  [1_340, 'en', '1.34 sec'],
  [75_000, 'es', '75 s'],
] as const)('%d ms in %s is %s', (ms, language, text) => {
  expect(shortTime(ms, language).replaceAll('\u00a0', ' ')).toBe(text);
});
