import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';

const golden = fileURLToPath(new URL('../model/import/golden/models', import.meta.url));
const harness = fileURLToPath(new URL('support/golden.mjs', import.meta.url));

/** What came of one golden model. */
interface Result {
  name: string;
  /** The largest difference from what Keras answers. */
  difference?: number | null;
  error?: string;
  /** What its outputs are taken for, and what they show. */
  kind?: string | null;
  expectedKind?: string | null;
  /** Of one that must be refused: what was said, and what was left in the models folder. */
  refusal?: { kind: string; es: string; en: string } | null;
  left?: string[];
}

/** What Keras has and we leave out; each is to be refused by its name. */
const LEFT_OUT = new RegExp(
  `^layers/(${[
    ...['activation-glu', 'bidirectional-gru-sum', 'center-crop-up', 'conv-lstm2d', 'conv2d-transpose-output-padding'],
    ...['einsum-dense', 'group-normalization.*', 'gru-no-bias', 'lstm-sequences', 'random-crop'],
    ...['resizing-cropped', 'rms-normalization', 'softmax-axes', 'spectral-normalization', 'time-distributed-conv2d'],
    'unit-normalization.*',
  ].join('|')})\\.keras$`,
);

/** The word that the refusal of a golden model must contain. */
const words = new Map(
  readdirSync(golden, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^\w+\/[^/]+\.json$/.test(file))
    .map((file): [string, string | undefined] => [
      file.replace(/\.json$/, ''),
      (JSON.parse(readFileSync(`${golden}/${file}`, 'utf8')) as { refused?: string }).refused,
    ]),
);

// Where the native engine cannot be had, `auto` is the other one.
describe.each(['auto', 'wasm'])('on the engine %s', (engine) => {
  let results: Result[];

  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [harness], {
      env: { ...process.env, LINCE_ENGINE: engine, TF_CPP_MIN_LOG_LEVEL: '2' },
      maxBuffer: 64_000_000,
    });
    results = JSON.parse(stdout) as Result[];
  }, 120_000);

  test('every golden model that is taken answers as Keras does', () => {
    const taken = results.filter(({ name, refusal }) => refusal === undefined && !LEFT_OUT.test(name));
    expect(taken.length).toBeGreaterThan(300);
    expect(taken.filter(({ difference }) => typeof difference !== 'number' || difference > 1e-5)).toEqual([]);
  });

  test('probabilities are told from what is yet to be made probabilities', () => {
    const told = results.filter(({ kind, expectedKind }) => kind && expectedKind);
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(({ kind, expectedKind }) => kind !== expectedKind)).toEqual([]);
  });

  test('layers that are left out are refused by their name', () => {
    const leftOut = results.filter(({ name }) => LEFT_OUT.test(name));
    expect(leftOut.length).toBeGreaterThan(15);
    leftOut.forEach(({ error }) =>
      expect(error).toMatch(/^capa \w+: no se puede importar: .* \/ layer \w+: cannot be/),
    );
  });

  test('what must not be imported is refused with a sentence, and leaves nothing', () => {
    const refused = results.filter(({ refusal }) => refusal !== undefined);
    expect(refused.length).toBeGreaterThan(30);
    for (const { name, refusal, left } of refused) {
      expect({ name, kind: refusal?.kind, left }).toEqual({ name, kind: 'BadUsage', left: [] });
      expect(`${refusal!.es} ${refusal!.en}`).toContain(words.get(name.replace(/\.\w+$/, '')));
      expect(refusal!.en).toMatch(/^[^\n]+\.$/);
    }
  });
});
