import { File, ready, type Group } from 'h5wasm';

let written = 0;

/** The bytes of an HDF5 file. @param fill puts into it what there is to be */
export async function hdf5File(fill: (file: Group) => void): Promise<Uint8Array> {
  const { FS } = await ready;
  const path = `/written-${++written}.h5`;
  const file = new File(path, 'w');
  fill(file);
  file.close();
  const bytes = FS.readFile(path);
  FS.unlink(path);
  return bytes;
}

/** Writes one number to a path below a group; what lies between is made where it is not there. */
export function putNumber(group: Group, path: string, value: number): void {
  const parts = path.split('/');
  const name = parts.pop()!;
  const holder = parts.reduce((above, part) => (above.get(part) as Group | null) ?? above.create_group(part), group);
  holder.create_dataset({ name, data: Float32Array.of(value) });
}
