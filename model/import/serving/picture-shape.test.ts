import { expect, test } from '@jest/globals';
import type { InputShape } from '../keras/input-shape.js';
import { parseSize, pictureShape } from './picture-shape.js';

/** `29x22x1 as 29,22,1`, and whether channels are put first. */
function shapeOf(told: InputShape | undefined, given?: string, channelsFirst?: boolean): string {
  const size = given === undefined ? undefined : parseSize(given);
  const picture = pictureShape(told, size, channelsFirst);
  const { height, width, channels, shape } = picture;
  return `${height}x${width}x${channels} as ${shape.join()}${picture.channelsFirst ? ', channels first' : ''}`;
}

test.each<[told: InputShape, picture: string]>([
  [[28, 28, 1], '28x28x1 as 28,28,1'],
  [[29, 22, 1], '29x22x1 as 29,22,1'],
  [[32, 32, 3], '32x32x3 as 32,32,3'],
  [[28, 28], '28x28x1 as 28,28'],
  [[784], '28x28x1 as 784'],
  [[3072], '32x32x3 as 3072'],
  [[1, 28, 28], '28x28x1 as 1,28,28'],
  [[3, 32, 24], '32x24x3 as 3,32,24, channels first'],
])('pictures of a model that takes %j', (told, picture) => {
  expect(shapeOf(told)).toBe(picture);
});

test('where both ends might be channels, the layers tell', () => {
  expect(shapeOf([3, 5, 1])).toBe('3x5x1 as 3,5,1');
  expect(shapeOf([3, 5, 1], undefined, true)).toBe('5x1x3 as 3,5,1, channels first');
  // Where one cannot be, what layers say of it does not matter.
  expect(shapeOf([28, 28, 1], undefined, true)).toBe('28x28x1 as 28,28,1');
});

test('a size that is given fills what the model leaves open', () => {
  expect(shapeOf([null, null, 1], '20x30')).toBe('20x30x1 as 20,30,1');
  expect(shapeOf([3, null, null], '20x30x3')).toBe('20x30x3 as 3,20,30, channels first');
  expect(shapeOf([null], '20x30x3')).toBe('20x30x3 as 1800');
  expect(shapeOf(undefined, '28x28x1')).toBe('28x28x1 as 28,28,1');
});

test('a size that is given says how values without an order lie', () => {
  expect(shapeOf([1000], '25x40')).toBe('25x40x1 as 1000');
  expect(shapeOf([28, 28, 1, 1], '28x28')).toBe('28x28x1 as 28,28,1,1');
});

test.each<[told: InputShape | undefined, written: string]>([
  [undefined, '?'],
  [[null, null, 1], '?×?×1'],
  [[1000], '1000'],
  [[28, 28, 2], '28×28×2'],
  [[1, 28, 28, 1], '1×28×28×1'],
])('%j does not tell which pictures', (told, written) => {
  expect(() => shapeOf(told)).toThrow(`${written} does not tell which pictures the model wants: say --input`);
});

test.each<[told: InputShape, given: string]>([
  [[784], '20x20'],
  [[28, 28, 1], '28x28x3'],
  [[null, 28, 1], '20x20'],
])('pictures of another size than the model takes are refused: %j is not %s', (told, given) => {
  expect(() => shapeOf(told, given)).toThrow(/^El modelo quiere .+ \/ The model wants .+, and that is not /);
});

test('a size is rows × columns, and channels where it is not grey', () => {
  expect(parseSize('29x22')).toEqual({ height: 29, width: 22, channels: 1 });
  expect(parseSize('1024×1X3')).toEqual({ height: 1024, width: 1, channels: 3 });
});

test.each(['', '28', '28x28x2', '0x28', '28x1025', '28x28x1x1', '-1x28', '28 x 28'])('“%s” is no size', (text) => {
  expect(() => parseSize(text)).toThrow(`such as 28x28x1, not ${text}.`);
});
