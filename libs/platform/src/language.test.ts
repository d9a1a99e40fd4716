import { expect, test } from '@jest/globals';
import { languageOf } from './language.js';

test.each([
  [undefined, 'es'],
  ['*', 'es'],
  ['de', 'es'],
  ['es-ES,es;q=0.9,en;q=0.8', 'es'],
  ['en-GB,en;q=0.9,es;q=0.8', 'en'],
  ['fr,en;q=0.5', 'en'],
  ['es;q=0.2,en;q=0.7', 'en'],
])('who asks for %s reads %s', (asked, language) => {
  expect(languageOf({ headers: asked === undefined ? {} : { 'accept-language': asked } })).toBe(language);
});
