import { parseArgs } from 'node:util';
import { Failure } from '../scripts/failure.mjs';
import { words } from '../scripts/language.mjs';

/**
 * Reads a command's options.
 * @param usual every option with its usual value, which also says of what type it is: a list's items are known words or,
 *   where its first is a number, numbers
 * @param rules.known by a list's name: what its items may be, where that is more than what is usual
 * @param rules.mayBeNought names of the numbers that may be 0
 * @param rules.instead takes the options that were given, and returns what is usual instead
 * @returns every option's value
 * @throws Failure for one that cannot be, with those that there are
 */
export function readGiven(args, usual, { known = {}, mayBeNought = [], instead = () => ({}) } = {}) {
  const types = Object.entries(usual).map(([name, value]) => [name, { type: value === false ? 'boolean' : 'string' }]);
  let given;
  try {
    given = parseArgs({ args, options: Object.fromEntries(types) }).values;
  } catch (error) {
    throw new Failure(`${error.message}\n${usage(usual)}`);
  }
  const valueOf = (name, text, value) => {
    if (typeof value === 'number') return wholeNumber(name, text, mayBeNought.includes(name) ? 0 : 1);
    if (!Array.isArray(value)) return text;
    const items = text.split(',').map((item) => item.trim());
    if (typeof value[0] === 'number') return items.map((item) => wholeNumber(name, item, 1));
    const words = known[name] ?? usual[name];
    if (items.every((item) => words.includes(item))) return items;
    throw unfit(name, text, words.join(', '));
  };
  const read = ([name, value]) => [name, name in given ? valueOf(name, given[name], value) : value];
  return Object.fromEntries(Object.entries({ ...usual, ...instead(given) }).map(read));
}

function wholeNumber(name, text, least) {
  if (/^\d{1,7}$/.test(text) && Number(text) >= least) return Number(text);
  throw unfit(name, text, words(`un número ≥ ${least}`, `a number ≥ ${least}`));
}

const unfit = (name, text, expected) =>
  new Failure(
    words(
      `--${name} ${text} no sirve: se espera ${expected}.`,
      `--${name} ${text} cannot work: ${expected} is expected.`,
    ),
  );

const usage = (usual) =>
  Object.entries(usual)
    .map(([name, value]) => `  --${name}${value === false ? '' : ` ${[value].flat().join(',') || 'FILE'}`}`)
    .join('\n');
