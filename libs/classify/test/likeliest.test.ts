import { expect, test } from '@jest/globals';
import { likeliest } from '../src/likeliest.js';

const classesOf = (...probabilities: number[]) =>
  likeliest(
    probabilities,
    probabilities.map((_, index) => `label ${index}`),
  ).map((each) => each.class);

test('the likeliest come first, with their labels', () => {
  expect(likeliest([0.1, 0.7, 0.2], ['cat', 'dog', 'lynx'])).toEqual([
    { class: 1, label: 'dog', confidence: 0.7 },
    { class: 2, label: 'lynx', confidence: 0.2 },
    { class: 0, label: 'cat', confidence: 0.1 },
  ]);
});

test('of many classes five are named, of two both', () => {
  const many = Array.from({ length: 1000 }, (_, index) => ((index * 7) % 1000) / 1000);
  expect(classesOf(...many)).toEqual([857, 714, 571, 428, 285]);
  expect(classesOf(0.3, 0.6)).toEqual([1, 0]);
});

test('equals come in the order of their classes', () => {
  expect(classesOf(0, 0.5, 1, 0.5, 1, 0, 0.5)).toEqual([2, 4, 1, 3, 6]);
});
