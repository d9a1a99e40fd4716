import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import type { ModelManifest } from '#contract';

/** A model that is written, and not there yet: in a folder of its own among the models, which nobody looks into. */
export interface Draft {
  folder: string;
  files: ModelManifest['files'];
}

/** The version is there already. */
export class VersionTaken extends Error {}

/**
 * Writes a network's topology and weights, under names that tell their contents apart.
 * @param models the models folder
 */
export async function writeDraft(
  models: string,
  format: ModelManifest['files']['format'],
  { modelTopology, signature, weightSpecs = [], weightData }: io.ModelArtifacts,
): Promise<Draft> {
  const bytes = new Uint8Array(weightData as ArrayBuffer);
  const weightsSha256 = sha256(bytes);
  const weights = `weights-${weightsSha256.slice(0, 8)}.bin`;
  const manifest = [{ paths: [weights], weights: weightSpecs }];
  const json = `${JSON.stringify({ format, modelTopology, signature, weightsManifest: manifest })}\n`;
  const topology = `model-${sha256(json).slice(0, 8)}.json`;
  const folder = join(models, `${DRAFT}${process.pid}-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await removeForsaken(models);
    await writeFile(join(folder, weights), bytes);
    await writeFile(join(folder, topology), json);
    return { folder, files: { format, topology, weights, weightsSha256 } };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Puts a draft in its place, in one step as seen from outside; running workers look for it there with their next picture.
 * @param replace whether what is there may be replaced
 * @throws VersionTaken
 */
export async function publishDraft(
  models: string,
  { folder }: Draft,
  manifest: ModelManifest,
  replace: boolean,
): Promise<void> {
  const family = join(models, manifest.name);
  const place = join(family, String(manifest.version));
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  await mkdir(family, { recursive: true });
  try {
    await rename(folder, place);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    if (!replace) throw new VersionTaken(place, { cause: error });
    await replaceFiles(folder, place, manifest.files);
  }
  // What tells workers to look again.
  const now = new Date();
  await utimes(family, now, now);
}

const MANIFEST = 'manifest.json';
const DRAFT = '.draft-';

/** Milliseconds after which nobody works on a draft any more: whoever wrote it was killed, and so was who watched. */
const FORSAKEN = 3_600_000;

async function removeForsaken(models: string): Promise<void> {
  for (const folder of await draftsIn(models, DRAFT)) {
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > FORSAKEN) await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what a process that was ended has left. */
export async function removeDraftsOf(models: string, pid: number): Promise<void> {
  for (const folder of await draftsIn(models, `${DRAFT}${pid}-`)) await rm(folder, { recursive: true, force: true });
}

async function draftsIn(models: string, prefix: string): Promise<string[]> {
  const names = await readdir(models).catch((): string[] => []);
  return names.filter((name) => name.startsWith(prefix)).map((name) => join(models, name));
}

/** The manifest comes last: until then the old one and its files are whole. Then those that only it named may go. */
async function replaceFiles(from: string, place: string, files: ModelManifest['files']): Promise<void> {
  const before = await filesOf(place);
  const names = [files.weights, files.topology];
  for (const name of [...names, MANIFEST]) await rename(join(from, name), join(place, name));
  await rm(from, { recursive: true });
  const left = before.filter((name) => !names.includes(name));
  await Promise.all(left.map((name) => rm(join(place, name), { force: true })));
}

/** What the manifest in a folder names; nothing where it cannot be read. */
async function filesOf(place: string): Promise<string[]> {
  try {
    const { files } = JSON.parse(await readFile(join(place, MANIFEST), 'utf8')) as ModelManifest;
    return [files.weights, files.topology].map((name) => basename(name));
  } catch {
    return [];
  }
}

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
