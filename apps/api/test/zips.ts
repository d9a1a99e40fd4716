import { Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate';

export type Files = Record<string, Uint8Array>;

/** The ways in which files may lie in a zip. */
export const WAYS = ['stored', 'deflated', 'stored, described after', 'deflated, described after'] as const;
export type Way = (typeof WAYS)[number];

/** A zip of files. */
export function zipOf(files: Files, way: Way = 'deflated'): Buffer {
  const level = way.startsWith('stored') ? 0 : 6;
  if (!way.endsWith('after')) return Buffer.from(zipSync(files, { level }));
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_error, piece) => pieces.push(piece));
  for (const [name, bytes] of Object.entries(files)) {
    const file = level === 0 ? new ZipPassThrough(name) : new ZipDeflate(name, { level });
    zip.add(file);
    file.push(bytes, true);
  }
  zip.end();
  return Buffer.concat(pieces);
}

/** Bytes as they may come in: in pieces of one size. */
export async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
