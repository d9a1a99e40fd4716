import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onPath, run } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { root } from './project.mjs';

/** Bytes that the wheel and what is unpacked from it take together. */
const DISK = 1.3e9;

// The binding speaks Node-API alone, so headers of any Node will do.
const NODE_API = [
  join(root, 'node_modules', 'node-api-headers', 'include'),
  join(dirname(process.execPath), '..', 'include', 'node'),
  '/usr/include/node',
];

/**
 * Looks for all that making the native TensorFlow.js takes, before anything is fetched.
 * @param folder where it will be made
 * @returns the commands of Python and of the C++ compiler, and the folder of Node-API's headers
 * @throws Failure naming what is missing
 */
export async function findTools(folder, signal) {
  const python = onPath('python3');
  const compiler = process.env.CXX || ['c++', 'g++', 'clang++'].find(onPath);
  const nodeApi = NODE_API.find((include) => existsSync(join(include, 'node_api.h')));
  const missing = [
    !python && 'python3',
    python && !(await hasPip(python, signal)) && 'pip (python3-pip)',
    !compiler && 'g++',
    !nodeApi && 'node-api-headers (npm ci)',
  ].filter(Boolean);
  if (missing.length > 0) {
    const list = missing.join(', ');
    throw new Failure(
      words(
        `Para TensorFlow nativo falta: ${list}. Instálalo y vuelve a empezar.`,
        `Native TensorFlow needs: ${list}. Install that and start again.`,
      ),
    );
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < DISK) {
    throw new Failure(
      words(
        `TensorFlow nativo necesita 1,3 GB libres en ${folder}: libera espacio o cambia LINCE_CACHE_DIR.`,
        `Native TensorFlow needs 1.3 GB free in ${folder}: make room or set LINCE_CACHE_DIR.`,
      ),
    );
  }
  return { python, compiler, nodeApi };
}

function hasPip(python, signal) {
  return run([python, '-m', 'pip', '--version'], { signal }).then(
    () => true,
    () => {
      signal?.throwIfAborted();
      return false;
    },
  );
}
