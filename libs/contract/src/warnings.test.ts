import { expect, test } from '@jest/globals';
import { LANGUAGES, warningSentence } from './messages.js';
import { WARNINGS } from './warnings.js';

test('every warning has a sentence of its own in every language', () => {
  const sentences = LANGUAGES.flatMap((language) => WARNINGS.map((warning) => warningSentence(warning, language)));
  expect(sentences.filter((sentence) => !/^[A-Z].+\.$/.test(sentence))).toEqual([]);
  expect(new Set(sentences).size).toBe(WARNINGS.length * LANGUAGES.length);
});
