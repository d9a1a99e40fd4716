import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { BadUsage, unwritable } from '../bad-usage.js';
import type { Source } from '../pictures/pictures.js';

export interface Options {
  source: Source;
  /** `name` or `name@version`; undefined for the service's default. */
  model: string | undefined;
  /** Most pictures to look at. */
  limit: number;
  /** File for the figures. */
  json: string | undefined;
  /** File for the page of misread pictures. */
  errors: string;
}

const text = { type: 'string' } as const;
const KNOWN = { images: text, labels: text, folder: text, model: text, limit: text, json: text, errors: text };

/** Reads the command's arguments. @throws BadUsage */
export function parseOptions(args: string[]): Options {
  const { images, labels, folder, model, limit, json, errors = 'errors.html' } = valuesIn(args);
  if ((images === undefined) === (folder === undefined) || (labels !== undefined && !images)) throw misunderstood(args);
  const source = images === undefined ? { folder: folder! } : { images, labels };
  return { source, model, limit: wholeNumber(limit), json, errors };
}

/** Finds out before the work whether its results can be kept; what the files hold stays. @throws BadUsage */
export async function requireWritable(files: string[]): Promise<void> {
  for (const file of files) {
    const opened = await open(file, 'a').catch(unwritable(file));
    await opened.close();
  }
}

function valuesIn(args: string[]): { [name in keyof typeof KNOWN]?: string } {
  try {
    return parseArgs({ args, options: KNOWN }).values;
  } catch {
    throw misunderstood(args);
  }
}

function misunderstood(args: string[]): BadUsage {
  const given = args.join(' ');
  return new BadUsage(
    `Con «${given}» no se puede: di --folder DIR, o --images X.idx y --labels Y.idx; ` +
      'además, si quieres, --model, --limit, --json y --errors.',
    `“${given}” cannot be done: say --folder DIR, or --images X.idx and --labels Y.idx; ` +
      'besides, if you like, --model, --limit, --json and --errors.',
  );
}

function wholeNumber(limit: string | undefined): number {
  if (limit === undefined) return Infinity;
  if (/^[1-9]\d{0,8}$/.test(limit)) return Number(limit);
  throw new BadUsage(
    `--limit debe ser un número entero desde 1, no ${limit}.`,
    `--limit must be a whole number from 1 on, not ${limit}.`,
  );
}
