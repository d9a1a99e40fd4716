import { expect, test } from '@jest/globals';
import { parsePrefer } from '../src/predict/prefer.js';

test.each([
  [undefined, null],
  ['', null],
  ['return=minimal', null],
  ['wait=soon', null],
  ['wait=-1', null],
  ['respond-async', { wait: 0, applied: 'respond-async' }],
  ['Respond-Async', { wait: 0, applied: 'respond-async' }],
  ['wait=5', { wait: 5_000, applied: 'wait=5' }],
  ['wait = "5"', { wait: 5_000, applied: 'wait=5' }],
  ['wait=0', { wait: 0, applied: 'wait=0' }],
  ['respond-async, wait=10', { wait: 10_000, applied: 'wait=10' }],
  ['return=minimal; foo, wait=2', { wait: 2_000, applied: 'wait=2' }],
  [['respond-async', 'wait=3'], { wait: 3_000, applied: 'wait=3' }],
])('%j prefers %j', (header, preference) => {
  expect(parsePrefer(header)).toEqual(preference);
});
