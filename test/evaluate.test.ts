import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { decode } from 'fast-png';
import { digitPng } from './support/digits.js';
import { start } from './support/processes.js';

jest.setTimeout(60_000);

interface Item {
  label: number | null;
  class: number | null;
  confidence: number;
  warnings: string[];
}

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-evaluate-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the built command to its end, in English. */
async function evaluate(...args: string[]): Promise<{ code: number | null; printed: string }> {
  const main = fileURLToPath(new URL('../dist/model/evaluate/main.js', import.meta.url));
  const models = fileURLToPath(new URL('../model', import.meta.url));
  const settings = { LINCE_MODELS_DIR: models, TF_CPP_MIN_LOG_LEVEL: '2', LC_ALL: 'C' };
  const { child, output } = start(process.execPath, [main, '--errors', join(folder, 'errors.html'), ...args], settings);
  await once(child, 'close');
  return { code: child.exitCode, printed: output() };
}

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

const json = async () => JSON.parse(await readFile(join(folder, 'out.json'), 'utf8'));

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Expected calibration error over fifteen bins of confidence, of what got an answer and has a label. */
function calibrationErrorOf(items: Item[]): number {
  const answers = items.filter((item) => item.class !== null && item.label !== null);
  const gaps = Array.from({ length: 15 }, (_, bin) => {
    const inBin = answers.filter(({ confidence }) => confidence > bin / 15 && confidence <= (bin + 1) / 15);
    const right = inBin.filter((item) => item.class === item.label).length;
    return Math.abs(sum(inBin.map(({ confidence }) => confidence)) - right);
  });
  return sum(gaps) / answers.length;
}

test('a folder of people’s own pictures, with a broken one and one that nobody has labelled', async () => {
  for (const digit of DIGITS) {
    await put(`own/${digit}/first.png`, await digitPng(digit));
    await put(`own/${digit}/second`, await digitPng(digit, 1));
  }
  await put('own/3/broken.jpg', 'no picture');
  await put('own/3/notes.txt', 'none either');
  await put('own/unlabelled/what.png', await digitPng(5, 2));
  const { code, printed } = await evaluate('--folder', join(folder, 'own'), '--json', join(folder, 'out.json'));
  expect({ code, printed }).toEqual({ code: 0, printed: expect.stringMatching(/unsupported_image +4\.55 %/) });

  const { items, ...figures } = await json();
  expect(items).toHaveLength(22);
  const broken = { class: null, confidence: 0, score: 0, warnings: [], error: 'unsupported_image' };
  expect(items[6]).toEqual({ file: '3/broken.jpg', label: 3, ...broken });
  expect(items[21]).toMatchObject({ file: 'unlabelled/what.png', label: null, class: 5 });
  const right = items.filter((item: Item) => item.class === item.label).length;
  expect(right).toBeGreaterThanOrEqual(19);
  const share = (code: string) => items.filter(({ warnings }: Item) => warnings.includes(code)).length / 22;
  expect(figures).toMatchObject({
    images: 22,
    labelled: 21,
    accuracy: right / 21,
    unanswered: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    warnings: {
      not_a_digit: share('not_a_digit'),
      several_digits: share('several_digits'),
      low_confidence: share('low_confidence'),
    },
    errors: { unsupported_image: 1 / 22 },
  });
  expect(figures.perClass['3']).toBeCloseTo(2 / 3, 1);
  expect(sum(figures.confusion.flat())).toBe(20);
  expect(figures.ece).toBeCloseTo(calibrationErrorOf(items), 12);
  expect(figures.cpuMsPerImage).toBeGreaterThan(0);
  const page = await readFile(join(folder, 'errors.html'), 'utf8');
  expect(page).toContain('3/broken.jpg');
  expect(page).toContain(`${21 - right}/21`);
});

test('IDX files, an evenly spaced sample, and scores alone where there are no labels', async () => {
  const pictures = await Promise.all(DIGITS.map(async (digit) => decode(await digitPng(digit)).data as Uint8Array));
  const pixels = Buffer.concat(pictures);
  await put('images.idx.gz', gzipSync(Buffer.concat([Buffer.from('00000803', 'hex'), sizes(10, 28, 28), pixels])));
  await put('labels.idx', Buffer.concat([Buffer.from('00000801', 'hex'), sizes(10), Buffer.from(DIGITS)]));
  const images = ['--images', join(folder, 'images.idx.gz'), '--limit', '5', '--json', join(folder, 'out.json')];

  expect((await evaluate(...images, '--labels', join(folder, 'labels.idx'))).code).toBe(0);
  const labelled = await json();
  const even = [0, 2, 4, 6, 8];
  expect(labelled).toMatchObject({ accuracy: 1, items: even.map((index) => ({ index, label: index, class: index })) });

  expect((await evaluate(...images)).code).toBe(0);
  const items = even.map((index) => ({ index, label: null, class: index }));
  expect(await json()).toMatchObject({ images: 5, labelled: 0, accuracy: null, ece: null, confusion: null, items });
});

const sizes = (...numbers: number[]): Buffer => Buffer.from(new Uint8Array(numbers.flatMap((size) => [0, 0, 0, size])));

test.each([
  ['nothing to measure with', [], /^“.*” cannot be done: /],
  ['a folder that is not there', ['--folder', 'nowhere'], /^Cannot read nowhere \(ENOENT\)\.$/],
  ['a file that is no IDX file', ['--images', 'package.json'], /^Cannot read package\.json \(Not an IDX file.*\)\.$/],
  ['a model that is not there', ['--folder', '.', '--model', 'digits@999'], /^There is no model digits@999 /],
  ['a folder without pictures', ['--folder', 'docs'], /\bdocs\b/],
])('%s ends with one sentence and code 2, and no page', async (_what, args, sentence) => {
  await rm(join(folder, 'errors.html'), { force: true });
  const { code, printed } = await evaluate(...args);
  expect({ code, lines: printed.trim().split('\n') }).toEqual({ code: 2, lines: [expect.stringMatching(sentence)] });
  await expect(access(join(folder, 'errors.html'))).rejects.toThrow('ENOENT');
});

test.each(['--errors', '--json'])('a folder given as %s is refused before the work', async (option) => {
  await put('one/3/picture.png', await digitPng(3));
  const { code, printed } = await evaluate('--folder', join(folder, 'one'), option, folder);
  expect({ code, printed }).toEqual({ code: 2, printed: `Cannot write ${folder} (EISDIR).\n` });
});
