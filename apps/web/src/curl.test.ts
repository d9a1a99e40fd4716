import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from '@jest/globals';
import { curlLine } from './curl.js';

beforeAll(() => {
  Object.assign(globalThis, { document: { baseURI: 'https://example.org/ia/lince/' } });
});

/** The arguments that a real shell makes of a line, but for the command's name. */
const argumentsOf = (line: string): string[] =>
  execFileSync('sh', ['-c', `set -- ${line}; shift; printf '%s\\n' "$@"`], { env: { LINCE_KEY: 'a-key' } })
    .toString()
    .trim()
    .split('\n');

test('the line sends the file to the service, wherever that is', () => {
  expect(argumentsOf(curlLine('digit.png', undefined, false))).toEqual([
    '-F',
    'file=@"digit.png"',
    'https://example.org/ia/lince/predict',
  ]);
});

test('the key is the shell’s own; the model is asked for', () => {
  expect(argumentsOf(curlLine('digit.png', 'my model', true))).toEqual([
    '-H',
    'Authorization: Bearer a-key',
    '-F',
    'file=@"digit.png"',
    'https://example.org/ia/lince/predict?model=my+model',
  ]);
});

test('no name of a file is more than a name', () => {
  expect(argumentsOf(curlLine(`it's "$(id)"; \\.png`, undefined, false))[1]).toBe(
    String.raw`file=@"it's \"$(id)\"; \\.png"`,
  );
});
