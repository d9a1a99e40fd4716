import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { start } from './support/processes.js';

jest.setTimeout(180_000);

test('hurt pictures and requests break nothing of what is promised', async () => {
  const command = fileURLToPath(new URL('../scripts/fuzz.mjs', import.meta.url));
  const options = ['--seed', '7', '--count', '300'];
  const { child, output } = start(process.execPath, [command, ...options], { LC_ALL: 'C', LINCE_ENGINE: 'wasm' });
  await once(child, 'close');
  const printed = output();
  expect({ code: child.exitCode, printed }).toEqual({
    code: 0,
    printed: expect.stringMatching(/ inputs, \d+\/s: .*\n/),
  });
  expect(printed).toMatch(/\b0 findings; --seed 7\n/);
});
