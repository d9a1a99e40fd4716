import { Attribute, Dataset, File, Group, ready } from 'h5wasm';
import { BadUsage } from '../../bad-usage.js';
import { sizeOf, type Weight } from '../keras/weight.js';
import { damaged, MOST_BYTES, tooLarge } from './damaged.js';

/** HDF5 bytes begin so, at their start or after a block that somebody else may use. */
export const HDF5_SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/** Files opened so far: each has a name of its own, for the library keeps them open. */
let opened = 0;

/**
 * An HDF5 file in memory. The library works on a file system of its own that holds this file alone: no link in it leads
 * anywhere. Every method throws BadUsage where the file is damaged.
 */
export class Hdf5 {
  private remaining = MOST_BYTES;

  private constructor(private readonly file: Group) {}

  static async open(bytes: Uint8Array): Promise<Hdf5> {
    const library = await ready;
    // Else the library writes what it minds to the terminal, and goes on.
    library.activate_throwing_error_handler();
    const path = `/${++opened}.h5`;
    library.FS.writeFile(path, bytes);
    return guarded('HDF5', () => new Hdf5(new File(path, 'r')));
  }

  /** Names in a group; none where there is no such group. */
  names(path: string): string[] {
    return guarded(path, () => {
      const entity = this.entity(path);
      return entity instanceof Group ? entity.keys() : [];
    });
  }

  /** An attribute that is a text; undefined where there is none. */
  text(path: string, name: string): string | undefined {
    const value = this.attribute(path, name)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** An attribute that is a list of texts; one that was too long for one attribute lies in several, which are numbered. */
  texts(path: string, name: string): string[] | undefined {
    const whole = this.attribute(path, name);
    if (whole) return listOf(whole);
    const parts: string[] = [];
    for (let nth = 0; ; nth++) {
      const part = this.attribute(path, `${name}${nth}`);
      if (!part) return nth > 0 ? parts : undefined;
      parts.push(...listOf(part));
    }
  }

  /** The numbers of a dataset. */
  weight(path: string): Weight {
    return guarded(path, () => {
      const entity = this.entity(path);
      if (!(entity instanceof Dataset)) throw damaged(path);
      const { shape, size } = entity.metadata;
      const bytes = sizeOf(shape ?? []) * size;
      if (!(bytes <= this.remaining)) throw tooLarge();
      this.remaining -= bytes;
      return { shape: shape ?? [], values: toFloats(entity.value, path) };
    });
  }

  private attribute(path: string, name: string): Attribute | undefined {
    return guarded(path, () => {
      const entity = this.entity(path);
      return entity && 'attrs' in entity ? entity.attrs[name] : undefined;
    });
  }

  /** One name after the other: the library takes a missing group in the middle of a path for damage. */
  private entity(path: string) {
    let found: ReturnType<Group['get']> = this.file;
    for (const name of path.split('/').filter(Boolean)) {
      if (!(found instanceof Group) || !found.keys().includes(name)) return null;
      found = found.get(name);
    }
    return found;
  }
}

const listOf = ({ value }: Attribute): string[] => [value].flat().filter((item) => typeof item === 'string');

function toFloats(value: unknown, path: string): Float32Array {
  if (value instanceof Float32Array) return value;
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint32Array) {
    return Float32Array.from(value);
  }
  if (value instanceof BigInt64Array) return Float32Array.from(value, Number);
  if (typeof value === 'number' || typeof value === 'bigint') return Float32Array.of(Number(value));
  throw damaged(path);
}

function guarded<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadUsage) throw error;
    throw damaged(what);
  }
}
