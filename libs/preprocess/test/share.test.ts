import { expect, test } from '@jest/globals';
import { shareOf, WHOLE } from '../src/share.js';

test('a box is told in shares of the picture', () => {
  expect(shareOf({ left: 1, top: 0, right: 3, bottom: 5 }, { width: 4, height: 10 })).toEqual({
    left: 0.25,
    top: 0,
    right: 0.75,
    bottom: 0.5,
  });
});

test('of a part, in shares of the whole', () => {
  const part = { left: 0.5, top: 0.2, right: 1, bottom: 0.6 };
  expect(shareOf({ left: 1, top: 5, right: 4, bottom: 10 }, { width: 4, height: 10 }, part)).toEqual({
    left: 0.625,
    top: 0.4,
    right: 1,
    bottom: 0.6,
  });
  expect(shareOf({ left: 0, top: 0, right: 4, bottom: 10 }, { width: 4, height: 10 }, part)).toEqual(part);
});

test('the whole is the whole', () => {
  expect(shareOf({ left: 0, top: 0, right: 3, bottom: 7 }, { width: 3, height: 7 })).toEqual(WHOLE);
});
