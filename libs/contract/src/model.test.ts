import { expect, test } from '@jest/globals';
import { parseModelReference } from './model.js';

test.each([
  ['digits', { name: 'digits', version: null }],
  ['digits@latest', { name: 'digits', version: null }],
  ['best_mnist.v2', { name: 'best_mnist.v2', version: null }],
  ['digits@1', { name: 'digits', version: 1 }],
  ['0-mobile-net-2@120', { name: '0-mobile-net-2', version: 120 }],
])('%s names a model', (text, reference) => {
  expect(parseModelReference(text)).toEqual(reference);
});

test.each([
  [''],
  ['Digits'],
  ['-digits'],
  ['digits@'],
  ['digits@0'],
  ['digits@01'],
  ['digits@1.5'],
  ['digits@newest'],
  ['../digits'],
  ['digits/1'],
  ['digits\n'],
  ['d'.repeat(65)],
])('%j names none', (text) => {
  expect(parseModelReference(text)).toBeNull();
});
