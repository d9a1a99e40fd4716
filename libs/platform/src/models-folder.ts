import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestSchema, type ModelManifest, type ModelReference } from '#contract';

/** A model as it lies on disk: `<models>/<name>/<version>/`. */
export interface StoredModel {
  folder: string;
  manifest: ModelManifest;
}

/** A version's folder whose manifest cannot be used, and why. */
export interface BrokenModel {
  folder: string;
  reason: string;
}

/** Reads the manifests of all models in a folder; folders without a manifest are none of its business. */
export async function readModels(folder: string): Promise<{ models: StoredModel[]; broken: BrokenModel[] }> {
  const models: StoredModel[] = [];
  const broken: BrokenModel[] = [];
  for (const version of await versionFolders(folder)) {
    const text = await readFile(join(version, 'manifest.json'), 'utf8').catch(() => null);
    if (text === null) continue;
    try {
      models.push({ folder: version, manifest: manifestSchema.parse(JSON.parse(text)) });
    } catch (error) {
      broken.push({ folder: version, reason: (error as Error).message });
    }
  }
  return { models, broken };
}

/** The model that a reference means: the version asked for, or the highest; null if there is none. */
export function findModel(models: StoredModel[], { name, version }: ModelReference): StoredModel | null {
  const candidates = models.filter(
    ({ manifest }) => manifest.name === name && (version ?? manifest.version) === manifest.version,
  );
  return candidates.sort((a, b) => b.manifest.version - a.manifest.version)[0] ?? null;
}

async function versionFolders(folder: string): Promise<string[]> {
  const names = await subfolders(folder);
  const versions = await Promise.all(names.map((name) => subfolders(name)));
  return versions.flat().filter((path) => /[\\/][1-9]\d*$/.test(path));
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}
