import { expect, test } from '@jest/globals';
import { surenessOf } from './sureness.js';

test.each([
  [1, 'certain'],
  [0.99, 'certain'],
  [0.9899, 'likely'],
  [0.7, 'fair'],
  [0.5, 'doubtful'],
  [0.49, 'guess'],
  [0, 'guess'],
])('a confidence of %d is %s', (confidence, word) => {
  expect(surenessOf(confidence)).toBe(word);
});
