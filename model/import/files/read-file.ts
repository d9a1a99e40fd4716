import { createHash } from 'node:crypto';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unreadable } from '../../bad-usage.js';
import type { JsonObject } from '../keras/layer.js';
import { Archive } from './archive.js';
import { damaged, MOST_BYTES, tooLarge } from './damaged.js';
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
 * @param path the file, or the folder of a TF.js model or an unpacked `.keras`
 * @param architecture a file of `model.to_json()`, for weights alone
 * @throws BadUsage
 */
export async function readModelFile(path: string, architecture: string | undefined): Promise<ReadFile> {
  const found = await stat(path).catch(unreadable(path));
  if (found.isDirectory()) return readFolder(path);
  if (!found.isFile()) throw damaged(basename(path));
  const kind = fileKind(await headOf(path), path);
  const bytes = await readWhole(path);
  const told = architecture === undefined ? null : await readArchitecture(architecture);
  const read = {
    hdf5: () => readHdf5(bytes, told),
    zip: async () => readArchive(await Archive.open(bytes)),
    json: () => readTfjs(path, parseObject(bytes.toString('utf8'), basename(path))),
  }[kind];
  return { content: await read(), file: basename(path), sha256: sha256(bytes) };
}

/** A folder stands for the `model.json` in it, or is what a `.keras` file unpacks to. */
async function readFolder(path: string): Promise<ReadFile> {
  const names = await readdir(path).catch(unreadable(path));
  if (names.includes('saved_model.pb')) throw savedModel();
  if (!names.includes('config.json')) return readModelFile(join(path, 'model.json'), undefined);
  const read = (name: string) => readWhole(join(path, name));
  const weights = await read('model.weights.h5');
  return { content: await readArchive({ names, read }), file: basename(path), sha256: sha256(weights) };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file).catch(unreadable(file));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES));
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const readArchitecture = async (file: string): Promise<JsonObject> =>
  parseObject((await readWhole(file)).toString('utf8'), basename(file));

/** A file that is one, and of a size: others may have no end. @throws BadUsage */
async function readWhole(file: string): Promise<Buffer> {
  const found = await stat(file).catch(unreadable(file));
  if (!found.isFile()) throw damaged(basename(file));
  if (found.size > MOST_BYTES) throw tooLarge();
  return readFile(file).catch(unreadable(file));
}
