import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { root } from './project.mjs';

/**
 * The folder for what is fetched once per machine: LINCE_CACHE_DIR, else the user's cache folder, else (no HOME, or one
 * that cannot be written) `.lince/cache` in the checkout. It exists when this returns.
 */
export function cacheFolder() {
  const { LINCE_CACHE_DIR, XDG_CACHE_HOME, HOME } = process.env;
  const personal = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  const choices = LINCE_CACHE_DIR
    ? [resolve(root, LINCE_CACHE_DIR)]
    : [...(personal ? [join(personal, 'lince')] : []), join(root, '.lince', 'cache')];
  const folder = choices.find(writable);
  if (folder) return folder;
  const list = choices.join(', ');
  throw new Failure(
    words(
      `No se puede escribir en ${list}: elige otra carpeta con LINCE_CACHE_DIR.`,
      `Cannot write in ${list}: choose another folder with LINCE_CACHE_DIR.`,
    ),
  );
}

/** Whether a folder is there, or can be made, and takes files. */
export function writable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
