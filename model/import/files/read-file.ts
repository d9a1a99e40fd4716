import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unreadable } from '../../bad-usage.js';
import { Archive } from './archive.js';
import { MOST_BYTES, tooLarge } from './damaged.js';
import { fileKind, HEAD_BYTES, savedModel } from './file-kind.js';
import { parseObject } from './json.js';
import { readArchive, readHdf5, type KerasFile } from './keras-files.js';
import { readTfjs, type GraphFile } from './tfjs-files.js';

/** A file as it was read, and what it is known by. */
export interface ReadFile {
  content: KerasFile | GraphFile;
  file: string;
  sha256: string;
}

/**
 * Reads a model's file, whatever it is called; nothing in it is run.
 * @param path the file, or the folder of a TF.js model
 * @param architecture a file of `model.to_json()`, for weights alone
 * @throws BadUsage
 */
export async function readModelFile(path: string, architecture: string | undefined): Promise<ReadFile> {
  const file = await fileAt(path);
  const { size } = await stat(file).catch(unreadable(file));
  const kind = fileKind(await headOf(file), file);
  if (size > MOST_BYTES) throw tooLarge();
  const bytes = await readFile(file).catch(unreadable(file));
  const told = architecture === undefined ? null : await readArchitecture(architecture);
  const read = {
    hdf5: () => readHdf5(bytes, told),
    zip: async () => readArchive(await Archive.open(bytes)),
    json: () => readTfjs(file, parseObject(bytes.toString('utf8'), basename(file))),
  }[kind];
  return { content: await read(), file: basename(file), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A folder stands for the `model.json` in it. */
async function fileAt(path: string): Promise<string> {
  const found = await stat(path).catch(unreadable(path));
  if (!found.isDirectory()) return path;
  if (await stat(join(path, 'saved_model.pb')).catch(() => null)) throw savedModel();
  return join(path, 'model.json');
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file).catch(unreadable(file));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES));
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function readArchitecture(file: string) {
  return parseObject(await readFile(file, 'utf8').catch(unreadable(file)), basename(file));
}
