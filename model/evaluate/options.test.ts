import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { BadUsage } from '../bad-usage.js';
import { parseOptions, requireWritable } from './options.js';

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

test('a result that cannot be kept is refused before the work, and one that can keeps what it holds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-options-'));
  const before = join(folder, 'before.json');
  try {
    await writeFile(before, 'figures');
    await requireWritable([before, join(folder, 'new.html')]);
    expect(await readFile(before, 'utf8')).toBe('figures');
    await expect(requireWritable([before, folder])).rejects.toThrow(
      new BadUsage(`No se puede escribir ${folder} (EISDIR).`, `Cannot write ${folder} (EISDIR).`),
    );
    await expect(requireWritable([join(folder, 'missing', 'a.json')])).rejects.toThrow('a.json (ENOENT)');
  } finally {
    await rm(folder, { recursive: true });
  }
});
