import { sealPng } from '../anatomy/png.mjs';
import { BLIND } from './blind.mjs';
import { CROSSING } from './crossing.mjs';
import { repack } from './repack.mjs';
import { STRUCTURED } from './structured.mjs';

/** Bytes that a changed file has at most. */
export const MOST = 2_000_000;
/** How many changes one file undergoes. */
const COUNTS = { 1: 6, 2: 3, 3: 2, 6: 1 };
const WAYS = { structured: 8, blind: 5, crossing: 2, repack: 1 };
/** How often a PNG's checksums are made to fit again. */
const SEALED = 0.8;

/**
 * Changes a file, in one way or several.
 * @param seed `{ kind, bytes }`
 * @param others seeds that parts may be taken from
 * @returns `{ bytes, mutations }`, these in words, in order
 */
export function mutate({ kind, bytes }, dice, others) {
  const mutations = [];
  const doings = {
    structured: (now) => {
      const way = dice.pick(Object.keys(STRUCTURED));
      const [changed, what] = STRUCTURED[way]({ kind, bytes: now, dice, others });
      mutations.push(`${way} ${what}`);
      return changed;
    },
    blind: (now) => {
      const way = dice.pick(Object.keys(BLIND));
      mutations.push(way);
      return BLIND[way](now, dice);
    },
    crossing: (now) => {
      const way = dice.pick(Object.keys(CROSSING));
      const other = dice.pick(others);
      mutations.push(`${way} ${other.name}`);
      return CROSSING[way](now, other.bytes, dice);
    },
    repack: (now) => {
      const changed = kind === 'png' ? repack(now, dice) : null;
      mutations.push(changed ? 'repack' : 'repack nothing');
      return changed ?? now;
    },
  };
  let changed = bytes;
  for (let left = Number(dice.weighted(COUNTS)); left > 0; left--) {
    changed = doings[dice.weighted(WAYS)](changed).subarray(0, MOST);
  }
  if (kind === 'png' && dice.chance(SEALED)) {
    changed = sealPng(changed);
    mutations.push('seal');
  }
  return { bytes: changed, mutations };
}
