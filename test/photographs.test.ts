import { beforeAll, expect, jest, test } from '@jest/globals';
import { classify } from '#classify';
import type { Outcome } from '#contract';
import { MicroBatcher, openEngine } from '#engine';
import { findModel, readModels } from '#platform';
import { BEFORE_HELD_BACK } from '../model/train/packaged-digits.js';
import { seededRandom } from '../model/train/random.js';
import { digit } from './support/digits.js';
import { photographers } from './support/photographs.js';
import { writeFileSync, mkdirSync } from 'node:fs';

jest.setTimeout(60_000);

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** How many digits of each class are photographed: none of them was ever trained on. */
const EACH = Number(process.env.EACH ?? 2);

let batcher: MicroBatcher;

beforeAll(async () => {
  const engine = await openEngine('wasm');
  const { models } = await readModels('model');
  batcher = new MicroBatcher(await engine.load(findModel(models, { name: 'digits', version: null })!));
});

const D = process.env.DUMP;
test.each(Object.entries(photographers).map(([name, photograph], seed) => ({ name, photograph, seed })))(
  '$name',
  async ({ name, photograph, seed }) => {
    const random = seededRandom(seed);
    let right = 0;
    const wrong: string[] = [];
    let sev = 0;
    const t0 = Date.now();
    let tc = 0;
    for (const label of DIGITS)
      for (let k = 0; k < EACH; k++) {
        const up = await photograph([await digit(label, BEFORE_HELD_BACK[label]! + k)], random);
        const t = Date.now();
        const { outcome } = await classify(up, batcher, 1e8);
        tc += Date.now() - t;
        if (outcome.state === 'succeeded' && outcome.result.class === label) right++;
        else {
          wrong.push(label + '→' + (outcome.state === 'succeeded' ? outcome.result.class : outcome.code));
          if (D) {
            mkdirSync(D, { recursive: true });
            writeFileSync(`${D}/${name}-${label}-${k}.img`, up);
          }
        }
        if (outcome.state === 'succeeded' && outcome.result.warnings.includes('several_digits')) sev++;
        if (D && k === 0 && label % 3 === 1) {
          mkdirSync(D + '/all', { recursive: true });
          writeFileSync(`${D}/all/${name}-${label}.img`, up);
        }
      }
    let two = 0,
      blank = 0;
    const codes: string[] = [];
    for (let k = 0; k < Number(process.env.TWO ?? 10); k++) {
      const a = await digit(k, BEFORE_HELD_BACK[k]! + 50),
        b = await digit((k * 3 + 1) % 10, BEFORE_HELD_BACK[(k * 3 + 1) % 10]! + 51);
      const o: Outcome = (await classify(await photograph([a, b], random), batcher, 1e8)).outcome;
      if (o.state === 'succeeded' && o.result.warnings.includes('several_digits')) two++; else twos.push(k + '' + (k * 3 + 1) % 10);
      const up = await photograph([], random);
      const c: Outcome = (await classify(up, batcher, 1e8)).outcome;
      if (c.state === 'failed' && c.code === 'blank_image') blank++;
      else if (D) writeFileSync(`${D}/blank-${name}-${k}.img`, up);
    }
    process.stdout.write(
      `${name}: ${right}/${10 * EACH} ${wrong.join(' ')} several-false ${sev} two ${two}/10 ${twos.join()} blank ${blank}/10 ms ${Date.now() - t0} classify ${tc}\n`,
    );
    expect(right).toBeGreaterThanOrEqual(0);
  },
);
