import { expect, test } from '@jest/globals';
import { selfTime } from './self-time.mjs';

const frame = (functionName: string, url = '', lineNumber = 9) => ({ functionName, url, lineNumber });
const nodes = [
  { id: 1, callFrame: frame('(root)'), children: [2, 3, 5] },
  { id: 2, callFrame: frame('(idle)') },
  { id: 3, callFrame: frame('post', 'file:///x/node_modules/@scope/pack/dist/a.js'), children: [4] },
  { id: 4, callFrame: frame('stat') },
  { id: 5, callFrame: frame('', 'file:///x/dist/apps/api/src/main.js', 0), children: [6] },
  { id: 6, callFrame: frame('emit', 'node:events') },
];

test('time goes to the function where it was spent, native code to who called it', () => {
  const samples = [2, 3, 4, 4, 5, 6];
  const timeDeltas = [100, 4_000, 1_000, 2_000, 3_000, 500];
  expect(selfTime({ nodes, samples, timeDeltas })).toEqual({
    total: 10.5,
    functions: [
      { name: 'stat ← post @scope/pack/dist/a.js:10', ms: 5 },
      { name: '(idle)', ms: 4 },
      { name: 'post @scope/pack/dist/a.js:10', ms: 1 },
      { name: '(anonymous) apps/api/src/main.js:1', ms: 0.5 },
      { name: 'emit node:events:10', ms: 0 },
    ],
    origins: [
      { name: '@scope/pack → native', ms: 5 },
      { name: '(idle)', ms: 4 },
      { name: '@scope/pack', ms: 1 },
      { name: 'apps/api', ms: 0.5 },
      { name: 'node', ms: 0 },
    ],
  });
});
