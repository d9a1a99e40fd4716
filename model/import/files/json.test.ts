import { expect, test } from '@jest/globals';
import { parseObject } from './json.js';

test('what Python writes that is not JSON is null', () => {
  expect(parseObject('{"a": NaN, "b": [Infinity, -Infinity, 1], "c":-Infinity}', 'config')).toEqual({
    a: null,
    b: [null, null, 1],
    c: null,
  });
});

test('texts keep such words', () => {
  const names = { NaN: 'NaN', name: 'to Infinity', list: ['-Infinity'], quoted: 'he said: "NaN"' };
  expect(parseObject(JSON.stringify(names), 'config')).toEqual(names);
});

test('a mark of byte order is passed over', () => {
  expect(parseObject('\ufeff{"a": 1}', 'config')).toEqual({ a: 1 });
});

test('a JSON text of a JSON text is read as the one within', () => {
  expect(parseObject(JSON.stringify('{"a": 1}'), 'config')).toEqual({ a: 1 });
});

test.each(['', '{', '"a"', '[]', '1', 'null', '{"a": undefined}'])('“%s” is no object', (text) => {
  expect(() => parseObject(text, 'config.json')).toThrow('The file is damaged or incomplete (config.json).');
});
