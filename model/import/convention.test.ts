import { expect, test } from '@jest/globals';
import { CONVENTIONS, optionsOf } from './convention.js';

test('every range is tried upright and transposed, as it is and as a negative, and each once', () => {
  const tried = CONVENTIONS.map(optionsOf);
  expect(new Set(tried).size).toBe(12);
  expect(tried).toContain('--scale 0..1');
  expect(tried).toContain('--scale 0..255 --invert --transpose');
});

test('the most usual one needs the least to be believed', () => {
  const [usual, ...others] = CONVENTIONS.filter(({ doubt }) => doubt === 0);
  expect(optionsOf(usual!)).toBe('--scale 0..1');
  expect(others.map(optionsOf)).toEqual(['--scale 0..1 --invert']);
});

test('a convention is written as the command takes it', () => {
  expect(optionsOf({ range: [-1, 1] })).toBe('--scale -1..1');
  expect(optionsOf({ range: [-1, 1], invert: true, transpose: false })).toBe('--scale -1..1 --invert');
});
