import { expect, test } from '@jest/globals';
import { methodsAt } from '../src/openapi/allowed.js';

test.each([
  ['/', ['GET', 'HEAD', 'OPTIONS']],
  ['/predict', ['POST', 'OPTIONS']],
  ['/Predict/', ['POST', 'OPTIONS']],
  ['/v1/jobs/x', ['GET', 'DELETE', 'HEAD', 'OPTIONS']],
  ['/v1/jobs/x/input.png', ['GET', 'HEAD', 'OPTIONS']],
  ['/v1/jobs/x/inputXpng', []],
  ['/v1/jobs/x/y', []],
  ['/predict/x', []],
  ['/lincepredict', []],
  ['//', []],
])('%s takes %j', (path, methods) => {
  expect(methodsAt(path)).toEqual(methods);
});
