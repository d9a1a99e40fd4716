import { expect, test } from '@jest/globals';
import { parseOptions } from './options.js';

test('a folder, and what is taken where nothing is said', () => {
  expect(parseOptions(['--folder', 'mine'])).toEqual({
    source: { folder: 'mine' },
    model: undefined,
    limit: Infinity,
    json: undefined,
    errors: 'errors.html',
  });
});

test('everything said', () => {
  const said = '--images x.gz --labels y.gz --model digits@1 --limit 7 --json out.json --errors out.html';
  expect(parseOptions(said.split(' '))).toEqual({
    source: { images: 'x.gz', labels: 'y.gz' },
    model: 'digits@1',
    limit: 7,
    json: 'out.json',
    errors: 'out.html',
  });
});

test.each(['', '--labels y', '--folder a --images b', '--folder a --labels b', '--folder', '--folder a b', '--wrong'])(
  '“%s” is answered with what can be said',
  (args) => {
    expect(() => parseOptions(args.split(' ').filter(Boolean))).toThrow(/«.*» no se puede.+ \/ “.*” cannot be done/);
  },
);

test.each(['0', '-1', '1.5', 'many'])('a limit of %s is refused', (limit) => {
  expect(() => parseOptions(['--folder', 'a', `--limit=${limit}`])).toThrow(`from 1 on, not ${limit}`);
});
