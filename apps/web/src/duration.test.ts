import { expect, test } from '@jest/globals';
import { duration } from './duration.js';

test.each([
  [604_800, '7 días', '7 days'],
  [86_400, '24 horas', '24 hours'],
  [3_600, '1 hora', '1 hour'],
  [5_400, '90 minutos', '90 minutes'],
  [1, '1 segundo', '1 second'],
])('%d seconds are %s, or %s', (seconds, spanish, english) => {
  expect([duration(seconds, 'es'), duration(seconds, 'en')]).toEqual([spanish, english]);
});
