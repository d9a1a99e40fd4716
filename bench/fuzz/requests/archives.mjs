import { zipSync } from 'fflate';
import { mutate } from '../mutate/mutate.mjs';
import { zipBomb } from './bomb.mjs';
import { withBody, withHeader } from './message.mjs';

const NAMES = [
  '../a.png',
  '/etc/a.png',
  'a\0.png',
  '',
  '.',
  '..',
  'a/',
  '__MACOSX/._a.png',
  'con.png',
  'constructor',
  '=1+1',
  'ä€.png',
];
/** Million bytes that bombs unpack to: more than a picture may have, and more than a batch. */
const BOMBS = [12, 300];

/** Ways of sending a zip askew; each takes a request, the dice, a picture's bytes and the seeds. */
export const ARCHIVES = {
  hurtZip: (request, dice, picture, seeds) => {
    const zip = { kind: 'zip', bytes: zipOf({ 'a.png': picture, 'b/c.png': picture }, dice.pick([0, 6])) };
    return asZip(request, mutate(zip, dice, [...seeds, { name: 'zip', ...zip }]).bytes);
  },
  oddNames: (request, dice, picture) =>
    asZip(request, zipOf(Object.fromEntries(NAMES.filter(() => dice.chance(0.7)).map((name) => [name, picture])))),
  longName: (request, dice, picture) =>
    asZip(request, zipOf({ [`${'n'.repeat(dice.pick([256, 65_000]))}.png`]: picture })),
  nestedZip: (request, dice, picture) => {
    let zip = zipOf({ 'a.png': picture });
    for (let depth = dice.pick([1, 2, 20]); depth > 0; depth--) zip = zipOf({ 'a.zip': zip });
    return asZip(request, zip);
  },
  bomb: (request, dice) => asZip(request, zipBomb(dice.pick(BOMBS))),
  manyEntries: (request, dice) => {
    const count = dice.pick([0, 999, 1_001, 5_000]);
    const entries = Array.from({ length: count }, (_, i) => [
      `${i}.${dice.chance(0.5) ? 'png' : 'txt'}`,
      new Uint8Array(1),
    ]);
    return asZip(request, zipOf(Object.fromEntries(entries), 0));
  },
  halfZip: (request, dice, picture) => {
    const zip = zipOf({ 'a.png': picture, 'b.png': picture });
    return asZip(request, zip.subarray(0, dice.whole(0, zip.length)));
  },
};

/** @param level of deflate, 0 for none. Times are fixed: the same entries give the same bytes. */
export const zipOf = (entries, level = 6) => Buffer.from(zipSync(entries, { level, mtime: new Date(2000, 0, 1) }));

const asZip = (request, body) => withBody(withHeader(request, 'Content-Type', 'application/zip'), body);
