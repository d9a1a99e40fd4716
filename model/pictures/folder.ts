import { open, readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { HEAD_BYTES, imageKind } from '#contract';
import { BadUsage, unreadable } from '../bad-usage.js';
import type { Picture, Pictures } from './pictures.js';

/** The folder of pictures of which nobody says what they show. */
const UNLABELLED = 'unlabelled';

/** Names that promise a picture: it counts, and as failed if the promise is not kept. */
const PICTURE_NAME = /^\.(png|jpe?g|webp|gif|tiff?|avif|hei[cf]|bmp)$/i;

/**
 * The pictures in `folder`/`label`/ for each label, those in `folder`/unlabelled/ and in `folder` itself without one:
 * files named as pictures are, and others that are pictures by their content. Hidden files and deeper folders do not
 * count.
 * @throws BadUsage for a folder that is named as no label
 */
export async function picturesInFolder(folder: string, labels: readonly string[]): Promise<Pictures> {
  const parts = await entries(folder, 'isDirectory');
  const all = await Promise.all([
    picturesIn(folder, '', null),
    ...parts.map((name) => picturesIn(folder, name, classNamed(name, folder, labels))),
  ]);
  return {
    pictures: all.flatMap(({ pictures }) => pictures),
    skipped: all.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

async function picturesIn(folder: string, part: string, label: number | null): Promise<Pictures> {
  const files = await entries(join(folder, part), 'isFile');
  const pictures: Picture[] = [];
  for (const name of files) {
    const file = join(part, name);
    const path = join(folder, file);
    if (await isPicture(path)) {
      pictures.push({ origin: { file }, label, read: () => readFile(path).catch(unreadable(path)) });
    }
  }
  return { pictures, skipped: files.length - pictures.length };
}

/** The visible entries of that kind, links followed, by name. */
async function entries(folder: string, kind: 'isDirectory' | 'isFile'): Promise<string[]> {
  const names = await readdir(folder).catch(unreadable(folder));
  const visible = names.filter((name) => !name.startsWith('.')).sort();
  const found = await Promise.all(visible.map((name) => stat(join(folder, name)).catch(() => null)));
  return visible.filter((_, index) => found[index]?.[kind]());
}

function classNamed(name: string, folder: string, labels: readonly string[]): number | null {
  if (name === UNLABELLED) return null;
  const index = labels.indexOf(name);
  if (index >= 0) return index;
  const list = labels.join(', ');
  throw new BadUsage(
    `La carpeta ${join(folder, name)} no se llama como ninguna etiqueta del modelo (${list}) ni ${UNLABELLED}.`,
    `The folder ${join(folder, name)} is named as none of the model's labels (${list}) nor ${UNLABELLED}.`,
  );
}

async function isPicture(path: string): Promise<boolean> {
  if (PICTURE_NAME.test(extname(path))) return true;
  const file = await open(path).catch(unreadable(path));
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES));
    return imageKind(buffer.subarray(0, bytesRead)) !== null;
  } finally {
    await file.close();
  }
}
