import { expect, test } from '@jest/globals';
import { withoutPrefix } from './path-prefix.js';

test.each([
  ['/lince/predict?model=a', '/lince', '/predict?model=a'],
  ['/lince', '/lince', '/'],
  ['/lince?a', '/lince', '/?a'],
  ['/lince/', '/lince', '/'],
  ['/predict', '/lince', '/predict'],
  ['/lincepredict', '/lince', '/lincepredict'],
  ['/a/b/v1', '/a/b', '/v1'],
  ['/predict', '', '/predict'],
  ['*', '/lince', '*'],
])('%s under %s is %s', (target, prefix, rest) => {
  expect(withoutPrefix(target, prefix)).toBe(rest);
});
