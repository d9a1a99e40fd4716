import { parseArgs } from 'node:util';
import { Failure } from '../scripts/failure.mjs';
import { words } from '../scripts/language.mjs';
import { KINDS } from './inputs/kinds.mjs';

/** Every option of `npm run bench`: its usual value, which also says of what type it is. */
const USUAL = {
  kinds: ['png', 'jpg', 'mix', 'batch'],
  conc: [1, 8, 64, 256],
  secs: 10,
  warm: 3,
  idle: 10,
  rounds: 1,
  apis: 1,
  workers: 1,
  peers: false,
  only: ['lince', 'fastapi-onnx', 'litserve', 'celery'],
  scale: false,
  cases: ['apis', 'workers', 'sockets', 'finished', 'waiting'],
  sockets: 10_000,
  finished: 100_000,
  waiting: 50_000,
  json: '',
  plot: '',
};

/** What is usual instead when peers are measured, too. */
const AMONG_PEERS = { kinds: ['png', 'jpg'], conc: [1, 8, 64] };

/** @returns every option's value @throws Failure for one that cannot be, with those that there are */
export function readOptions(args) {
  const types = Object.entries(USUAL).map(([name, value]) => [name, { type: value === false ? 'boolean' : 'string' }]);
  let given;
  try {
    given = parseArgs({ args, options: Object.fromEntries(types) }).values;
  } catch (error) {
    throw new Failure(`${error.message}\n${usage()}`);
  }
  const usual = { ...USUAL, ...(given.peers && AMONG_PEERS) };
  const read = ([name, value]) => [name, name in given ? valueOf(name, given[name], value) : value];
  return Object.fromEntries(Object.entries(usual).map(read));
}

function valueOf(name, text, usual) {
  if (typeof usual === 'number') return wholeNumber(name, text);
  if (!Array.isArray(usual)) return text;
  const items = text.split(',').map((item) => item.trim());
  if (typeof usual[0] === 'number') return items.map((item) => wholeNumber(name, item));
  const known = name === 'kinds' ? KINDS : USUAL[name];
  const strange = items.find((item) => !known.includes(item));
  if (strange === undefined) return items;
  throw unfit(name, text, known.join(', '));
}

function wholeNumber(name, text) {
  // No warm-up and no idling are sensible; none of anything else is not.
  const least = name === 'warm' || name === 'idle' ? 0 : 1;
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

const usage = () =>
  Object.entries(USUAL)
    .map(([name, value]) => `  --${name}${value === false ? '' : ` ${[value].flat().join(',') || 'FILE'}`}`)
    .join('\n');
