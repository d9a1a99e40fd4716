import { expect, test } from '@jest/globals';
import { parseOptions } from './options.js';

const parse = (said: string) => parseOptions(said.split(' ').filter(Boolean));

test('a file and a name, and what is taken where nothing is said', () => {
  expect(parse('model.h5 --name mine')).toEqual({
    ...{ file: 'model.h5', name: 'mine', fit: 'stretch' },
    ...{ force: false, invert: false, transpose: false, float16: false },
    ...{ architecture: undefined, version: undefined, labels: undefined, size: undefined, range: undefined },
    ...{ outputs: undefined, check: undefined },
  });
});

test('everything said, in any order', () => {
  const said =
    '--name mine --version 3 --force --labels a,b --input 29x22x3 --scale 0..255 --fit pad --invert w.h5 --transpose ' +
    '--outputs logits --float16 --architecture a.json --check pictures';
  expect(parse(said)).toEqual({
    ...{ file: 'w.h5', architecture: 'a.json', name: 'mine', version: 3, labels: 'a,b', fit: 'pad', range: [0, 255] },
    ...{ size: { height: 29, width: 22, channels: 3 }, outputs: 'logits', check: 'pictures' },
    ...{ force: true, invert: true, transpose: true, float16: true },
  });
});

test.each([
  ['--scale -1..1', [-1, 1]],
  ['--scale=-0.5..0.5', [-0.5, 0.5]],
  ['--scale 0..1', [0, 1]],
])('a range may begin with a minus: %s', (said, range) => {
  expect(parse(`model.h5 --name mine ${said} --invert`)).toMatchObject({ range, invert: true });
});

test.each([
  '',
  'model.h5',
  '--name mine',
  'a b --name mine',
  'a --name',
  'a --name mine --wrong',
  'a --name=mine --force=1',
])('“%s” is answered with what can be said', (said) => {
  expect(() => parse(said)).toThrow(/«.*» no se puede: .+ \/ “.*” cannot be done: say FILE --name NAME/);
});

test.each([
  ['--version 0', '--version must be a whole number from 1 on, not 0.'],
  ['--version 1.5', '--version must be'],
  ['--version latest', '--version must be'],
  ['--version 1000000000', '--version must be'],
  ['--scale 1..0', '--scale must be 0..1, 0..255, -1..1 or the like, not 1..0.'],
  ['--scale 0-1', '--scale must be'],
  ['--scale 0..', '--scale must be'],
  ['--fit crop', '--fit must be stretch | pad | digit, not crop.'],
  ['--outputs sigmoid', '--outputs must be probabilities | logits, not sigmoid.'],
  ['--input 28', '--input must be rows × columns × channels'],
])('%s is refused', (said, sentence) => {
  expect(() => parse(`model.h5 --name mine ${said}`)).toThrow(sentence);
});

test.each(['Mine', '.mine', 'mi/ne', '..', 'señal', 'a'.repeat(65)])('%s is no name', (name) => {
  expect(() => parse(`model.h5 --name ${name}`)).toThrow(`letter or digit, not ${name}.`);
});
