import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BadUsage, unreadable } from '../bad-usage.js';

/**
 * The version that is to be imported: the one asked for, or the next that is free.
 * @throws BadUsage where it is there already and must not be replaced, or the name is that of another folder
 */
export async function versionFor(
  models: string,
  { name, version, force }: { name: string; version: number | undefined; force: boolean },
): Promise<number> {
  const folder = join(models, name);
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw notModels(models, name);
    return unreadable(folder)(error);
  });
  if (!entries.every((entry) => /^([1-9]\d{0,8}|\..*)$/.test(entry))) throw notModels(models, name);
  const versions = entries.filter((entry) => !entry.startsWith('.')).map(Number);
  const wanted = version ?? Math.max(0, ...versions) + 1;
  if (!force && versions.includes(wanted)) throw taken(name, wanted);
  return wanted;
}

const taken = (name: string, version: number): BadUsage =>
  new BadUsage(
    `Ya hay un modelo ${name}@${version}: di --force para reemplazarlo, o no digas --version.`,
    `There is a model ${name}@${version} already: say --force to replace it, or leave --version out.`,
  );

const notModels = (models: string, name: string): BadUsage =>
  new BadUsage(
    `En ${join(models, name)} hay otra cosa que versiones de un modelo: elige otro nombre.`,
    `There is something else than versions of a model in ${join(models, name)}: choose another name.`,
  );
