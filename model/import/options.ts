import { parseArgs } from 'node:util';
import { manifestSchema, type InputSpec } from '#contract';
import { BadUsage } from '../bad-usage.js';
import { OUTPUT_KINDS, type OutputKind } from './serving/outputs.js';
import { parseSize, type Size } from './serving/picture-shape.js';

/** What a person asks for; undefined for what is to be found out. */
export interface Options {
  /** The model's file, and that of its architecture, where it holds weights alone. */
  file: string;
  architecture: string | undefined;
  name: string;
  version: number | undefined;
  /** Whether a version that is there may be replaced. */
  force: boolean;
  /** As they were given: between commas, or the name of a file with one in each line. */
  labels: string | undefined;
  size: Size | undefined;
  range: InputSpec['range'] | undefined;
  fit: InputSpec['fit'];
  invert: boolean;
  transpose: boolean;
  outputs: OutputKind | undefined;
  float16: boolean;
  /** A folder of labelled pictures to find out with how the model was trained. */
  check: string | undefined;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const KNOWN = {
  ...{ architecture: text, name: text, version: text, labels: text, input: text, scale: text, fit: text },
  ...{ outputs: text, check: text, force: flag, invert: flag, transpose: flag, float16: flag },
};

/** Reads the command's arguments. @throws BadUsage */
export function parseOptions(args: string[]): Options {
  const { values, positionals } = given(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || values.name === undefined) throw misunderstood(args);
  return {
    file,
    architecture: values.architecture,
    name: nameOf(values.name),
    version: values.version === undefined ? undefined : versionOf(values.version),
    force: values.force,
    labels: values.labels,
    size: values.input === undefined ? undefined : parseSize(values.input),
    range: values.scale === undefined ? undefined : rangeOf(values.scale),
    fit: oneOf('fit', values.fit ?? 'stretch', ['stretch', 'pad', 'digit']),
    invert: values.invert,
    transpose: values.transpose,
    outputs: values.outputs === undefined ? undefined : oneOf<OutputKind>('outputs', values.outputs, OUTPUT_KINDS),
    float16: values.float16,
    check: values.check,
  };
}

function given(args: string[]) {
  // A range may begin with a minus, which would pass for an option.
  const isRange = (at: number): boolean => args[at - 1] === '--scale' && args[at]?.startsWith('-') === true;
  const joined = args.flatMap((arg, at) => (isRange(at) ? [] : isRange(at + 1) ? `--scale=${args[at + 1]}` : arg));
  try {
    return parseArgs({ args: joined, options: KNOWN, allowPositionals: true });
  } catch {
    throw misunderstood(args);
  }
}

function nameOf(name: string): string {
  if (manifestSchema.shape.name.safeParse(name).success) return name;
  throw new BadUsage(
    `--name debe ser de minúsculas, cifras, puntos y guiones, y empezar por letra o cifra, no ${name}.`,
    `--name must be of lower-case letters, digits, dots and dashes, and begin with a letter or digit, not ${name}.`,
  );
}

function versionOf(version: string): number {
  if (/^[1-9]\d{0,8}$/.test(version)) return Number(version);
  throw new BadUsage(
    `--version debe ser un número entero desde 1, no ${version}.`,
    `--version must be a whole number from 1 on, not ${version}.`,
  );
}

/** `-1..1`: what black and white are. */
function rangeOf(scale: string): InputSpec['range'] {
  const match = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/.exec(scale);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (match && low < high) return [low, high];
  throw new BadUsage(
    `--scale debe ser 0..1, 0..255, -1..1 o algo así, no ${scale}.`,
    `--scale must be 0..1, 0..255, -1..1 or the like, not ${scale}.`,
  );
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  const list = known.join(' | ');
  throw new BadUsage(`--${name} debe ser ${list}, no ${value}.`, `--${name} must be ${list}, not ${value}.`);
}

function misunderstood(args: string[]): BadUsage {
  return new BadUsage(
    `Con «${args.join(' ')}» no se puede: di ARCHIVO --name NOMBRE; además, si quieres, --version, --labels, --input, ` +
      '--scale, --fit, --invert, --transpose, --outputs, --architecture, --float16, --check y --force.',
    `“${args.join(' ')}” cannot be done: say FILE --name NAME; besides, if you like, --version, --labels, --input, ` +
      '--scale, --fit, --invert, --transpose, --outputs, --architecture, --float16, --check and --force.',
  );
}
