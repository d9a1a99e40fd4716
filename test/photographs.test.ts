import { beforeAll, expect, jest, test } from '@jest/globals';
import { classify } from '#classify';
import type { Outcome } from '#contract';
import { MicroBatcher, openEngine } from '#engine';
import { isWhole, ModelsFolder } from '#platform';
import { BEFORE_HELD_BACK } from '../model/train/packaged-digits.js';
import { seededRandom } from '../model/train/random.js';
import { digit } from './support/digits.js';
import { photographers } from './support/photographs.js';

jest.setTimeout(60_000);

const LABELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** How many digits of each class are photographed in each way. */
const EACH = 2;
const MAX_PIXELS = 1e6;

let batcher: MicroBatcher;

beforeAll(async () => {
  const versions = await new ModelsFolder('model').find({ name: 'digits', version: null });
  batcher = new MicroBatcher(await (await openEngine('wasm')).load(versions.find(isWhole)!));
});

/** A digit that no model has been trained on. */
const heldBack = (label: number, nth: number) => digit(label, BEFORE_HELD_BACK[label]! + nth);

/** What becomes of a photograph made in one of the ways, the same one each time. */
async function read(way: string, digits: Uint8Array[], ...seed: number[]): Promise<Outcome> {
  const upload = await photographers[way]!(digits, seededRandom(...seed));
  return (await classify([upload], batcher, { maxPixels: MAX_PIXELS }))[0]!.outcome;
}

const digits = LABELS.flatMap((label) => Array.from({ length: EACH }, (_, nth) => ({ label, nth })));
/** How many of the twenty may be misread: one, more where the edge of a shadow cuts pencilled strokes. */
const mayBeMisread = (way: string): number => (way === 'phone, hard shadow' ? 3 : 1);

test.each(Object.keys(photographers))('digits are read: %s', async (way) => {
  const misread: string[] = [];
  for (const { label, nth } of digits) {
    const outcome = await read(way, [await heldBack(label, nth)], label, nth);
    const answer = outcome.state === 'succeeded' ? outcome.result.class : outcome.code;
    if (answer !== label) misread.push(`${label} (${nth}) as ${answer}`);
  }
  expect(misread.length > mayBeMisread(way) ? misread : []).toEqual([]);
});

const others = (...ways: string[]) => Object.keys(photographers).filter((way) => !ways.includes(way));

test.each(others('phone, hard shadow', 'scan, squared', 'form’s box'))(
  'without a digit it is blank: %s',
  async (way) => {
    for (const seed of [1, 2, 3]) expect(await read(way, [], seed)).toEqual({ state: 'failed', code: 'blank_image' });
  },
);

test.each(['scan, squared', 'form’s box'])('what may pass for ink is no digit all the same: %s', async (way) => {
  const noDigit = { state: 'succeeded', result: { warnings: expect.arrayContaining(['not_a_digit']) } };
  for (const seed of [1, 2, 3]) expect(await read(way, [], seed)).toMatchObject(noDigit);
});

const PAIRS = [
  [5, 3],
  [2, 8],
  [7, 4],
] as const;

test.each(Object.keys(photographers))('two digits side by side are told of, one is not: %s', async (way) => {
  const told = (outcome: Outcome) =>
    outcome.state === 'succeeded' && outcome.result.warnings.includes('several_digits');
  for (const [one, other] of PAIRS) {
    const [left, right] = [await heldBack(one, 9), await heldBack(other, 9)];
    const alone = await read(way, [left], one, other);
    const both = await read(way, [left, right], one, other);
    expect({ one, other, alone: told(alone), both: told(both) }).toEqual({ one, other, alone: false, both: true });
  }
});
