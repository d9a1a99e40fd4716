import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { decode, encode } from 'fast-png';
import type { ModelManifest, PredictAnswer } from '#contract';
import { digit, digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { start } from './support/processes.js';
import { raw } from './support/requests.js';

jest.setTimeout(60_000);

const golden = fileURLToPath(new URL('../model/import/golden/models', import.meta.url));
const digits = fileURLToPath(new URL('../model/digits', import.meta.url));

/** How long a file may be read. */
let patience = '60s';
let models: string;
let lince: Lince;

beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'lince-import-'));
  await cp(digits, join(models, 'digits'), { recursive: true });
  lince = await startLince({ env: { LINCE_MODELS_DIR: models } });
}, 60_000);
afterAll(async () => {
  await lince?.stop();
  await rm(models, { recursive: true });
});

/** Runs the built command to its end, in English. */
async function importModel(...args: string[]): Promise<{ code: number | null; printed: string }> {
  const main = fileURLToPath(new URL('../dist/model/import/main.js', import.meta.url));
  const settings = { LINCE_MODELS_DIR: models, LINCE_IMPORT_TIMEOUT: patience, TF_CPP_MIN_LOG_LEVEL: '2', LC_ALL: 'C' };
  const { child, output } = start(process.execPath, [main, ...args], settings);
  await once(child, 'close');
  return { code: child.exitCode, printed: output() };
}

async function predict(model: string, picture: Uint8Array): Promise<PredictAnswer> {
  const response = await fetch(`${lince.apiUrl}/predict?model=${model}`, raw(picture));
  expect(response.status).toBe(200);
  return (await response.json()) as PredictAnswer;
}

const manifestOf = async (name: string, version: number): Promise<ModelManifest> =>
  JSON.parse(await readFile(join(models, name, String(version), 'manifest.json'), 'utf8')) as ModelManifest;

/** Golden inputs are multiples of 1/16 from −1 to 1: with this scale, exactly the pixels 0, 4, … 128. */
const SCALE = '-1..2.984375';
const toPixels = (inputs: number[]): Uint8Array => Uint8Array.from(inputs, (value) => (value + 1) * 64);

test.each([
  ['containers/keras-3-28x28x1.keras', 28, 28, 1],
  ['containers/keras-3-29x22x1.keras', 29, 22, 1],
  ['containers/keras-3-784.keras', 28, 28, 1],
  ['containers/keras-3-16x16x3.keras', 16, 16, 3],
  ['containers/tf-2.15-28x28.h5', 28, 28, 1],
  ['tfjs/graph-picture', 28, 28, 1],
])('what was imported a moment ago answers pictures as Keras does: %s', async (file, height, width, channels) => {
  const name = file.replace(/^\w+\/|\.\w+$/g, '');
  const told = join(golden, file.replace(/\.(keras|h5)$/, ''));
  const { inputs, outputs } = JSON.parse(await readFile(`${told}.json`, 'utf8')) as Record<string, number[]>;
  const { code, printed } = await importModel(join(golden, file), '--name', name, '--scale', SCALE);
  expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining(`/predict?model=${name}`) });
  const size = height * width * channels;
  for (let nth = 0; nth < inputs!.length / size; nth++) {
    const data = toPixels(inputs!.slice(nth * size, (nth + 1) * size));
    const { probabilities, top } = await predict(name, encode({ width, height, channels, data }));
    const expected = outputs!.slice(nth * probabilities.length, (nth + 1) * probabilities.length);
    expect(probabilities.map((each, index) => Math.abs(each - expected[index]!) < 1e-5)).not.toContain(false);
    expect(top[0]!.confidence).toBe(Math.max(...probabilities));
  }
  const data = toPixels(inputs!.slice(0, size));
  const { id } = await predict(name, encode({ width, height, channels, data }));
  const response = await fetch(`${lince.apiUrl}/v1/jobs/${id}/saliency.png`);
  const map = decode(new Uint8Array(await response.arrayBuffer()));
  expect([map.width % width, map.height / map.width]).toEqual([0, height / width]);
});

test('one output alone is the second of two classes', async () => {
  const { printed } = await importModel(
    join(golden, 'containers/keras-3-one-unit.keras'),
    '--name',
    'either',
    '--labels',
    'no,yes',
  );
  expect(printed).toContain('no, yes');
  const { height, width, channels } = (await manifestOf('either', 1)).input;
  const data = new Uint8Array(height * width * channels).fill(99);
  const { probabilities, top } = await predict('either', encode({ width, height, channels, data }));
  expect(probabilities).toEqual([expect.any(Number), expect.any(Number)]);
  expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
  expect(top.map(({ label }) => label).sort()).toEqual(['no', 'yes']);
});

test('each import is the next version, unless it replaces one', async () => {
  const file = join(digits, '1', 'model.json');
  const picture = await digitPng(3);
  const labels = (word: string): string => Array.from({ length: 10 }, (_, index) => `${word}${index}`).join(',');
  await importModel(file, '--name', 'again', '--labels', labels('a'));
  await importModel(file, '--name', 'again', '--labels', labels('b'));
  expect(await predict('again', picture)).toMatchObject({
    label: expect.stringMatching(/^b\d$/),
    model: { name: 'again', version: 2 },
  });
  const refused = await importModel(file, '--name', 'again', '--version', '2');
  expect(refused).toEqual({ code: 2, printed: expect.stringMatching(/^There is a model again@2 already.*\n$/) });
  await importModel(file, '--name', 'again', '--version', '2', '--labels', labels('c'), '--force');
  expect((await predict('again', picture)).label).toMatch(/^c\d$/);
  expect(await readdir(join(models, 'again', '2'))).toHaveLength(3);
});

test('imports at once do not take each other’s version', async () => {
  const file = join(golden, 'containers/keras-3-29x22x1.keras');
  const codes = await Promise.all([1, 2, 3].map(async () => (await importModel(file, '--name', 'crowd')).code));
  expect(codes).toEqual([0, 0, 0]);
  expect((await readdir(join(models, 'crowd'))).sort()).toEqual(['1', '2', '3']);
});

test('half the bytes, nearly the same answers', async () => {
  const file = join(digits, '1', 'model.json');
  await importModel(file, '--name', 'whole');
  await importModel(file, '--name', 'half', '--float16');
  const [whole, half] = await Promise.all(['whole', 'half'].map(async (name) => predict(name, await digitPng(5))));
  whole!.probabilities.forEach((each, index) => expect(half!.probabilities[index]).toBeCloseTo(each, 2));
  expect(half!.probabilities).not.toEqual(whole!.probabilities);
});

test('a file that is cut short leaves nothing but a sentence', async () => {
  const before = await readdir(models);
  const file = join(models, '..', `cut-${process.pid}.h5`);
  const bytes = await readFile(join(golden, 'containers/tf-2.15-28x28.h5'));
  for (const share of [0, 0.1, 0.5, 0.9, 0.99]) {
    await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * share)));
    const { code, printed } = await importModel(file, '--name', 'cut');
    expect({ code, printed }).toEqual({ code: 2, printed: expect.stringMatching(/^[A-Z][^\n]*\.\n$/) });
  }
  await rm(file);
  expect(await readdir(models)).toEqual(before);
});

test('a file that its reader would never be done with ends with a sentence, too', async () => {
  const bytes = await readFile(join(golden, 'containers/tf-2.15-mixed-float16.h5'));
  // Two blocks in each other's place make the HDF5 library go in circles.
  const [one, other] = [Buffer.from(bytes.subarray(5632, 6144)), Buffer.from(bytes.subarray(4608, 5120))];
  bytes.set(other, 5632);
  bytes.set(one, 4608);
  const file = join(models, '..', `endless-${process.pid}.h5`);
  await writeFile(file, bytes);
  patience = '3s';
  const { code, printed } = await importModel(file, '--name', 'endless');
  patience = '60s';
  await rm(file);
  expect({ code, printed }).toEqual({
    code: 2,
    printed: expect.stringMatching(/^The file is damaged, and [^\n]*\.\n$/),
  });
});

test('labelled pictures tell how the model was trained', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-check-'));
  for (let label = 0; label < 10; label++) {
    await mkdir(join(folder, String(label)));
    for (let nth = 0; nth < 6; nth++) {
      const negative = (await digit(label, nth)).map((level) => 255 - level);
      const picture = encode({ width: 28, height: 28, channels: 1, data: negative });
      await writeFile(join(folder, String(label), `${nth}.png`), picture);
    }
  }
  // TF.js' own format, which the first model of digits is kept in: light on dark, 0 to 1.
  const { printed } = await importModel(join(digits, '1', 'model.json'), '--name', 'checked', '--check', folder);
  await rm(folder, { recursive: true });
  expect(printed).toContain('trained with --scale 0..1 --invert.');
  const { input, quality } = await manifestOf('checked', 1);
  expect(input).toMatchObject({ range: [0, 1], invert: true });
  expect(input.transpose).toBeUndefined();
  expect(quality).toMatchObject({ images: 60, accuracy: expect.closeTo(1, 1) });
});
