import { expect, test } from '@jest/globals';
import type { Item } from './evaluate.js';
import { metricsOf } from './metrics.js';

const item = (label: number | null, read: number | null, confidence: number, more: Partial<Item> = {}): Item => ({
  label,
  class: read,
  confidence,
  score: 1,
  warnings: [],
  ...more,
});

test('a picture without an answer counts as wrong, and apart from the confusion of classes', () => {
  const items = [item(0, 0, 0.9), item(0, 1, 0.8), item(1, 1, 1), item(1, null, 0, { error: 'blank_image' })];
  expect(metricsOf(items, ['a', 'b', 'c'])).toMatchObject({
    images: 4,
    labelled: 4,
    accuracy: 0.5,
    perClass: { a: 0.5, b: 0.5, c: null },
    confusion: [
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
    unanswered: [0, 1, 0],
    errors: { blank_image: 0.25 },
  });
});

test('the calibration error is of answers with a label alone', () => {
  const unanswered = item(0, null, 0, { error: 'blank_image' });
  const eceOf = (...items: Item[]) => metricsOf([...items, unanswered, item(null, 0, 0.1)], ['0', '1']).ece;
  expect(eceOf(item(0, 0, 0.75), item(0, 1, 0.25))).toBe(0.25);
  expect(eceOf()).toBeNull();
});

test('warnings are shares of all pictures, labelled or not; accuracy is of those with a label', () => {
  const items = [item(null, 0, 0.3, { warnings: ['not_a_digit', 'low_confidence'] }), item(1, 1, 0.9)];
  const { warnings, accuracy, images, labelled } = metricsOf(items, ['0', '1']);
  expect(warnings).toEqual({ not_a_digit: 0.5, several_digits: 0, low_confidence: 0.5 });
  expect({ accuracy, images, labelled }).toEqual({ accuracy: 1, images: 2, labelled: 1 });
});

test('without labels there is nothing to compare with', () => {
  const { accuracy, ece, perClass, confusion } = metricsOf([item(null, 0, 0.9)], ['0']);
  expect([accuracy, ece, perClass, confusion]).toEqual([null, null, null, null]);
});
