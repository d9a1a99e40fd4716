import { randomInt } from 'node:crypto';
import { readGiven } from '../given.mjs';
import { GROUPS, KINDS, kindsOf } from './schedule.mjs';

/** Every option of `npm run soak`, with its usual value. */
const USUAL = {
  minutes: 5,
  seed: 0,
  apis: 2,
  workers: 2,
  clients: 24,
  faults: Object.keys(GROUPS),
  every: 8,
  settle: 90,
  url: '',
  json: '',
};

/**
 * @returns every option's value: `faults` as the kinds that are meant, none against a service that runs already; a seed
 *   where none was given
 * @throws Failure for one that cannot be, with those that there are
 */
export function readSoakOptions(args) {
  const known = { faults: [...Object.keys(GROUPS), ...KINDS, 'none'] };
  const { seed, faults, ...options } = readGiven(args, USUAL, { known });
  return { ...options, seed: seed || randomInt(1, 1_000_000), faults: options.url ? [] : kindsOf(faults) };
}
