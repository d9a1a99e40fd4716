import { randomInt } from 'node:crypto';
import { readGiven } from '../given.mjs';

/** Every option of `npm run fuzz`, with its usual value; `redo` 0 for none, `memory` in MiB, `patience` in seconds. */
const USUAL = {
  count: 2_000,
  seed: 0,
  redo: 0,
  only: ['pictures', 'requests'],
  conc: 8,
  workers: 1,
  memory: 4_000,
  patience: 20,
  url: '',
  save: '',
  json: '',
};

/** @returns every option's value; a seed where none was given @throws Failure for one that cannot be */
export function readFuzzOptions(args) {
  const { seed, ...options } = readGiven(args, USUAL, { mayBeNought: ['redo'] });
  return { ...options, seed: seed || randomInt(1, 1_000_000) };
}
