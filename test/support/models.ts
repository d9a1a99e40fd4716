import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelManifest } from '#contract';

/** A models folder of a test's own, which starts with `digits@1`. */
export interface TestModels {
  path: string;
  /** Publishes `digits@1` as another model, in one step, as an import does. */
  add: (name: string, version: number, change?: Change) => Promise<void>;
  /** Publishes it over one that is there: new files beside the old, then the manifest, and the old files go. */
  replace: (name: string, version: number, change?: Change) => Promise<void>;
  remove: () => Promise<void>;
}

interface Change {
  /** Comes after the digit in each label. */
  suffix?: string;
  /** Cuts the weights short. */
  cut?: boolean;
  /** Is written instead of a manifest. */
  manifest?: string;
}

const ORIGINAL = 'model/digits/1';
const FILES = ['model.json', 'weights.bin'];

export async function modelsFolder(): Promise<TestModels> {
  const path = await mkdtemp(join(tmpdir(), 'lince-models-'));
  const original = JSON.parse(await readFile(join(ORIGINAL, 'manifest.json'), 'utf8')) as ModelManifest;
  let edition = 0;

  /** Writes an edition's files, each under a new name. */
  const write = async (folder: string, model: { name: string; version: number }, change: Change): Promise<void> => {
    edition++;
    const [topology, weights] = FILES.map((file) => `${edition}-${file}`) as [string, string];
    await cp(join(ORIGINAL, FILES[0]!), join(folder, topology));
    await cp(join(ORIGINAL, FILES[1]!), join(folder, weights));
    if (change.cut) await truncate(join(folder, weights), 1_000);
    const labels = original.labels.map((label) => label + (change.suffix ?? ''));
    const manifest = { ...original, ...model, labels, files: { ...original.files, topology, weights } };
    await writeFile(join(folder, 'manifest.part'), change.manifest ?? JSON.stringify(manifest));
    await rename(join(folder, 'manifest.part'), join(folder, 'manifest.json'));
  };
  const touch = (name: string): Promise<void> => utimes(join(path, name), new Date(), new Date());

  await cp(ORIGINAL, join(path, 'digits', '1'), { recursive: true });
  return {
    path,
    add: async (name, version, change = {}) => {
      const part = await mkdtemp(join(path, '.part-'));
      await write(part, { name, version }, change);
      await mkdir(join(path, name), { recursive: true });
      await rename(part, join(path, name, String(version)));
      await touch(name);
    },
    replace: async (name, version, change = {}) => {
      const folder = join(path, name, String(version));
      const before = (await readdir(folder)).filter((file) => file !== 'manifest.json');
      await write(folder, { name, version }, change);
      await Promise.all(before.map((file) => unlink(join(folder, file))));
      await touch(name);
    },
    remove: () => rm(path, { recursive: true }),
  };
}
