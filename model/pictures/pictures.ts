import { BadUsage } from '../bad-usage.js';
import { picturesInFolder } from './folder.js';
import { picturesInIdx } from './idx-pictures.js';

/** Where pictures come from: a folder with one folder a label, or IDX files. */
export type Source = { folder: string } | { images: string; labels: string | undefined };

/** One picture to measure with. */
export interface Picture {
  /** Where it is: its path below the folder, or its place in the IDX file. */
  origin: { file: string } | { index: number };
  /** The class that it shows, or null where nobody says. */
  label: number | null;
  /** Its encoded bytes, as somebody would upload them. */
  read: () => Promise<Uint8Array>;
}

export interface Pictures {
  pictures: Picture[];
  /** Files beside them that are no pictures. */
  skipped: number;
}

/**
 * All pictures of a source, in a fixed order; the bytes of files stay where they are until they are read.
 * @param labels the model's, in the order of its classes
 * @throws BadUsage
 */
export async function picturesOf(source: Source, labels: readonly string[]): Promise<Pictures> {
  const found =
    'folder' in source
      ? await picturesInFolder(source.folder, labels)
      : { pictures: await picturesInIdx(source, labels), skipped: 0 };
  if (found.pictures.length > 0) return found;
  const place = 'folder' in source ? source.folder : source.images;
  const list = [...labels, 'unlabelled'].join(', ');
  throw new BadUsage(
    `No hay imágenes en ${place}: una carpeta debe tener dentro una por etiqueta (${list}).`,
    `There are no pictures in ${place}: a folder must hold one for each label (${list}).`,
  );
}

/** At most `limit` of the items, evenly spaced over all of them: files may be sorted by label. */
export function sample<T>(items: readonly T[], limit: number): T[] {
  const count = Math.min(limit, items.length);
  return Array.from({ length: count }, (_, nth) => items[Math.floor((nth * items.length) / count)]!);
}
