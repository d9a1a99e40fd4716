import { zipSync } from 'fflate';

/** A zip of files, by their names, in order. */
export const zipOf = (files: [name: string, bytes: Uint8Array][]): Buffer<ArrayBuffer> =>
  Buffer.from(zipSync(Object.fromEntries(files.map(([name, bytes]) => [name, new Uint8Array(bytes)]))));
