import { expect, test } from '@jest/globals';
import { imageInJson } from '../src/predict/image-in-json.js';

const read = (json: string): string | undefined => imageInJson(Buffer.from(json));

test.each([
  ['alone', '{"image":"QQ=="}', 'QQ=='],
  ['among others', '{"note":["a",{"b":[1,2]}],"image":"QQ==","more":null}', 'QQ=='],
  ['with signs of structure in texts', '{"note":"[[[[[[[[[[\\"{,,\\\\","image":"QQ=="}', 'QQ=='],
  ['with escaped letters', '{"image":"\\u0051Q=="}', 'QQ=='],
  ['twice', '{"image":"a","image":"QQ=="}', 'QQ=='],
])('the image is found %s', (_how, json, image) => {
  expect(read(json)).toBe(image);
});

test.each(['null', '7', '"image"', '[]', '{}', '{"image":{"image":"a"}}', '{"__proto__":{"image":"a"}}'])(
  'there is none in %s',
  (json) => {
    expect(read(json)).toBeUndefined();
  },
);

test.each([
  ['nothing', ''],
  ['half of it', '{"image":"QQ=='],
  ['a text that ends in an escape', '{"image":"QQ==\\"}'],
  ['depth', `${'['.repeat(9)}${']'.repeat(9)}`],
  ['members', `[${'1,'.repeat(101)}1]`],
])('%s is refused', (_what, json) => {
  expect(() => read(json)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
});
