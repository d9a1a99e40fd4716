import { BadUsage } from '../../bad-usage.js';

/** A file that is not what it says it is, or not whole. */
export const damaged = (what: string): BadUsage =>
  new BadUsage(`El archivo está dañado o incompleto (${what}).`, `The file is damaged or incomplete (${what}).`);

/** Most bytes that are read of a model: its file, or what it unpacks to. */
export const MOST_BYTES = 1_000_000_000;

export const tooLarge = (): BadUsage =>
  new BadUsage(
    `El modelo es demasiado grande: se admiten ${MOST_BYTES / 1e6} MB.`,
    `The model is too large: ${MOST_BYTES / 1e6} MB are accepted.`,
  );
