import { statSync, type BigIntStats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestSchema, type ModelManifest, type ModelReference, type ServedModel } from '#contract';

/** A version as it lies on disk: `<models>/<name>/<version>/`. */
export interface StoredModel extends ServedModel {
  folder: string;
  manifest: ModelManifest;
  /** Another as soon as one of its files is. */
  state: string;
}

/** A version whose manifest cannot be used, and why. */
export interface BrokenModel extends ServedModel {
  folder: string;
  reason: string;
  state: string;
}

export type StoredVersion = StoredModel | BrokenModel;

/** Milliseconds that what was read is good for where nothing tells of a change: people also copy files by hand. */
const GOOD_FOR = 1_000;

interface Known {
  /** The name's folder as it was before it was read. */
  stamp: string;
  until: number;
  versions: Promise<StoredVersion[]>;
}

/**
 * The folder that models lie in, read name by name. Whoever publishes a version touches its name's folder last, so that
 * one look at that folder tells whether there is anything new below it.
 */
export class ModelsFolder {
  private readonly known = new Map<string, Known>();

  constructor(readonly path: string) {}

  /** The versions that a reference may mean, the highest first: the one asked for, or all of that name. */
  async find({ name, version }: ModelReference): Promise<StoredVersion[]> {
    const versions = await this.versions(name);
    return version === null ? versions : versions.filter((each) => each.version === version);
  }

  /** A version as it is now, whatever is known of it; undefined if it is gone. */
  async reread({ name, version }: ServedModel): Promise<StoredVersion | undefined> {
    this.known.delete(name);
    return (await this.find({ name, version }))[0];
  }

  /** All versions of all models, by name and version. */
  async all(): Promise<StoredVersion[]> {
    const names = (await namesIn(this.path)).sort();
    return (await Promise.all(names.map(async (name) => (await this.versions(name)).toReversed()))).flat();
  }

  private async versions(name: string): Promise<StoredVersion[]> {
    // A look at what the system has in memory takes less time than to have another thread look.
    const stamp = stampNow(join(this.path, name));
    const known = this.known.get(name);
    if (known?.stamp === stamp && Date.now() < known.until) return known.versions;
    // Names that are not there are not remembered: a client can ask for any number of them.
    if (stamp === ABSENT) this.known.delete(name);
    else this.known.set(name, { stamp, until: Date.now() + GOOD_FOR, versions: readVersions(this.path, name) });
    return this.known.get(name)?.versions ?? [];
  }
}

/** Whether a version's manifest can be used. */
export const isWhole = (version: StoredVersion): version is StoredModel => 'manifest' in version;

const ABSENT = 'absent';

/** Changes when a file is replaced, or something is put into a folder. */
const stampOf = (path: string): Promise<string> => stat(path, { bigint: true }).then(stamped, () => ABSENT);

function stampNow(path: string): string {
  try {
    return stamped(statSync(path, { bigint: true }));
  } catch {
    return ABSENT;
  }
}

const stamped = ({ mtimeNs, size }: BigIntStats): string => `${mtimeNs} ${size}`;

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function readVersions(models: string, name: string): Promise<StoredVersion[]> {
  const numbers = (await namesIn(join(models, name))).filter((entry) => /^[1-9]\d{0,8}$/.test(entry)).map(Number);
  const read = numbers.sort((a, b) => b - a).map((version) => readVersion(join(models, name), name, version));
  return (await Promise.all(read)).filter((version) => version !== null);
}

/** @returns null for a folder without a manifest, which is not a model, or not yet */
async function readVersion(models: string, name: string, version: number): Promise<StoredVersion | null> {
  const folder = join(models, String(version));
  let text = '';
  try {
    text = await readFile(join(folder, 'manifest.json'), 'utf8');
    const manifest = manifestSchema.parse(JSON.parse(text));
    if (manifest.name !== name || manifest.version !== version) {
      throw new Error(`its manifest is that of ${manifest.name}@${manifest.version}`);
    }
    const { topology, weights } = manifest.files;
    const stamps = await Promise.all([topology, weights].map((file) => stampOf(join(folder, file))));
    return { name, version, folder, manifest, state: [text, ...stamps].join('\n') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return { name, version, folder, reason: message, state: text };
  }
}
