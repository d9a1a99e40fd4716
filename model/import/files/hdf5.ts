import { Float16Array } from '@petamoriken/float16';
import { Attribute, Dataset, File, Group, ready, type Entity } from 'h5wasm';
import { BadUsage } from '../../bad-usage.js';
import { sizeOf, type Weight } from '../keras/weight.js';
import { damaged, MOST_BYTES, tooLarge } from './damaged.js';

/** HDF5 bytes begin so, at their start or after a block that somebody else may use. */
export const HDF5_SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

type Module = Awaited<typeof ready>;

/** The library, with what its description leaves out. */
type Library = Module & { _malloc(bytes: number): number; _free(at: number): void; HEAPU8: Uint8Array<ArrayBuffer> };

/** Files opened so far: each has a name of its own, for the library keeps them open. */
let opened = 0;

/**
 * An HDF5 file in memory. The library works on a file system of its own that holds this file alone: no link in it leads
 * anywhere. Every method throws BadUsage where the file is damaged.
 */
export class Hdf5 {
  private remaining = MOST_BYTES;
  private readonly known = new Map<string, Set<string>>();

  private constructor(
    private readonly library: Library,
    private readonly file: Group,
  ) {}

  static async open(bytes: Uint8Array): Promise<Hdf5> {
    const library = (await ready) as Library;
    // Else the library writes what it minds to the terminal, and goes on.
    library.activate_throwing_error_handler();
    const path = `/${++opened}.h5`;
    library.FS.writeFile(path, bytes);
    return guarded('HDF5', () => new Hdf5(library, new File(path, 'r')));
  }

  /** Names in a group; none where there is no such group. */
  names(path: string): string[] {
    return guarded(path, () => {
      const entity = this.entity(path);
      return entity instanceof Group ? [...this.namesIn(entity)] : [];
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
      const { shape, size, type, virtual_sources: sources } = entity.metadata;
      // Numbers that lie in other files are not here.
      if (sources?.length) throw damaged(path);
      const bytes = sizeOf(shape ?? []) * size;
      if (!(bytes <= this.remaining)) throw tooLarge();
      this.remaining -= bytes;
      const halves = type === FLOAT && size === 2;
      if (!halves && !([WHOLE, FLOAT].includes(type) && [4, 8].includes(size))) throw unreadNumbers(path, size);
      return { shape: shape ?? [], values: halves ? this.floatsOfHalves(entity, bytes) : toFloats(entity.value, path) };
    });
  }

  /** The library has no array for floats of 16 bits, but gives the bytes. */
  private floatsOfHalves({ file_id: file, path }: Dataset, bytes: number): Float32Array {
    const { _malloc: allocate, _free: free, get_dataset_data: read } = this.library;
    const at = allocate(bytes);
    try {
      read(file, path, null, null, null, BigInt(at));
      return Float32Array.from(new Float16Array(this.library.HEAPU8.slice(at, at + bytes).buffer));
    } finally {
      free(at);
    }
  }

  private attribute(path: string, name: string): Attribute | undefined {
    return guarded(path, () => {
      const entity = this.entity(path);
      return entity && 'attrs' in entity ? entity.attrs[name] : undefined;
    });
  }

  /** One name after the other: the library takes a missing group in the middle of a path for damage. */
  private entity(path: string): Entity | null {
    let found: Entity | null = this.file;
    for (const name of path.split('/').filter(Boolean)) {
      if (!(found instanceof Group) || !this.namesIn(found).has(name)) return null;
      found = found.get(name);
    }
    return found;
  }

  /** Asked for again and again: a large model has hundreds of layers in one group. */
  private namesIn(group: Group): Set<string> {
    const known = this.known.get(group.path) ?? new Set(group.keys());
    this.known.set(group.path, known);
    return known;
  }
}

/** HDF5's classes of numbers. */
const [WHOLE, FLOAT] = [0, 1];

const unreadNumbers = (path: string, bytes: number): BadUsage =>
  new BadUsage(
    `Los pesos ${path} son números de ${8 * bytes} bits, que no se leen: guarda el modelo con pesos float32.`,
    `The weights ${path} are numbers of ${8 * bytes} bits, which are not read: save the model with float32 weights.`,
  );

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
