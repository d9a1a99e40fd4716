import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, jest, test } from '@jest/globals';
import { start, type Started } from './support/processes.js';

jest.setTimeout(180_000);

let fuzzer: Started;

afterAll(() => fuzzer?.stop());

test('hurt pictures and requests break nothing of what is promised', async () => {
  const command = fileURLToPath(new URL('../scripts/fuzz.mjs', import.meta.url));
  const options = ['--seed', '7', '--count', '300'];
  fuzzer = start(process.execPath, [command, ...options], { LC_ALL: 'C', LINCE_ENGINE: 'wasm' });
  await once(fuzzer.child, 'close');
  const { child, output } = fuzzer;
  const all = expect.stringMatching(/^\d+ inputs, \d+\/s: .*\n[^]*^0 findings; --seed 7\n/m);
  expect({ code: child.exitCode, printed: output() }).toEqual({ code: 0, printed: all });
});
