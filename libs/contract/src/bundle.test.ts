import { expect, test } from '@jest/globals';
import { bundleSchema, outcomeSchema } from './bundle.js';

// As version 1 wrote them, and as they may still lie in somebody's Redis: these texts are never to change.
const BUNDLE = '{"v":1,"id":"bQmFzZTY0dXJs","pictures":2,"model":{"name":"digits","version":null}}';
const SUCCEEDED =
  '{"state":"succeeded","result":{"class":1,"label":"1","confidence":0.75,"probabilities":[0.25,0.75],' +
  '"model":{"name":"digits","version":1}},"seen":{"width":28,"height":28,"channels":1},"preprocess":1.5,"predict":0.5}';
const FAILED = '{"state":"failed","code":"undecodable_image"}';

test("yesterday's bundle is understood", () => {
  expect(bundleSchema.parse(JSON.parse(BUNDLE))).toEqual(JSON.parse(BUNDLE));
});

test("yesterday's outcomes are understood", () => {
  const { result, ...rest } = JSON.parse(SUCCEEDED);
  // Warnings and scores came later.
  expect(outcomeSchema.parse(JSON.parse(SUCCEEDED))).toEqual({
    ...rest,
    result: { ...result, top: [], score: null, warnings: [] },
  });
  expect(outcomeSchema.parse(JSON.parse(FAILED))).toEqual(JSON.parse(FAILED));
});

test.each([[{ v: 2 }], [{ pictures: 0 }], [{ model: { name: 'digits' } }]])(
  'what is no bundle is refused: %j',
  (change) => {
    expect(bundleSchema.safeParse({ ...JSON.parse(BUNDLE), ...change }).success).toBe(false);
  },
);

test('an outcome has a code that is known', () => {
  expect(outcomeSchema.safeParse({ state: 'failed', code: 'bad_luck' }).success).toBe(false);
});
