import { existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './cache.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { root } from './project.mjs';
import { attempt, buildLibrary, nativeWheel } from './tensorflow-library.mjs';
import { step } from './terminal.mjs';

const tfjsNode = join(root, 'node_modules', '@tensorflow', 'tfjs-node');

// Where tfjs-node looks: for its binding (Node-API 8 is the highest it asks for), and the binding for TensorFlow.
const binding = join(tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.node');
const libraries = join(tfjsNode, 'deps', 'lib');

/** Whether this checkout's node_modules hold the native TensorFlow.js, ready to be imported. */
export function nativeReady() {
  return existsSync(binding) && existsSync(libraries);
}

/**
 * Gets the native TensorFlow.js in place: TensorFlow's library and the binding to it, made once per machine in the
 * cache folder, then linked into this checkout's node_modules (after `npm ci` again, which takes no time).
 * @param options.progress is told in a few words how far it is
 * @param options.signal stops it; what was whole by then is kept for the next time
 * @throws Failure with a sentence saying why it cannot be had here and what to do
 */
export async function ensureNative({ progress = () => undefined, signal } = {}) {
  if (nativeReady()) return;
  const wheel = nativeWheel();
  if (!existsSync(tfjsNode)) {
    throw new Failure(
      words(
        'Falta el paquete @tensorflow/tfjs-node: ejecuta npm ci sin omitir las dependencias opcionales.',
        'The package @tensorflow/tfjs-node is missing: run npm ci without leaving out optional dependencies.',
      ),
    );
  }
  const { version } = JSON.parse(await readFile(join(tfjsNode, 'package.json'), 'utf8'));
  const parts = [wheel.name, wheel.version, 'tfjs-node', version, process.platform, process.arch];
  const library = join(cacheFolder(), parts.join('-'));
  if (!existsSync(library)) await buildLibrary(library, { wheel, tfjsNode, progress, signal });
  await link(library);
  await verify(library, signal);
}

/** The binding comes last and by renaming: while it is missing, nobody takes the native engine for ready. */
async function link(library) {
  const part = `.${process.pid}.part`;
  await Promise.all([binding, libraries].map((path) => mkdir(dirname(path), { recursive: true })));
  await rm(libraries + part, { force: true });
  await symlink(library, libraries + part);
  if ((await lstat(libraries).catch(() => null))?.isDirectory()) await rm(libraries, { recursive: true });
  await rename(libraries + part, libraries);
  await copyFile(join(library, 'tfjs_binding.node'), binding + part);
  await rename(binding + part, binding);
}

// Node 23 removed two functions that tfjs-node 4.22 calls.
const MULTIPLY = `
  const util = require('node:util');
  util.isArray = Array.isArray;
  util.isNullOrUndefined = (value) => value == null;
  const tf = require('@tensorflow/tfjs-node');
  const [product] = tf.matMul([[1, 2]], [[3], [4]]).dataSync();
  process.exit(product === 11 && tf.getBackend() === 'tensorflow' ? 0 : 1);
`;

/** Multiplies two matrices in a process of its own; a library that this processor cannot run would end ours. */
async function verify(library, signal) {
  const command = [process.execPath, '-e', MULTIPLY];
  try {
    await attempt(command, { signal, env: { TF_CPP_MIN_LOG_LEVEL: '3' } }, (reason) =>
      words(
        `TensorFlow no funciona aquí (${reason}). Si la carpeta ${library} está dañada, bórrala y vuelve a empezar.`,
        `TensorFlow does not run here (${reason}). If the folder ${library} is damaged, delete it and start again.`,
      ),
    );
  } catch (error) {
    await rm(binding, { force: true });
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => stop.abort());
  try {
    await step('TensorFlow.js', (progress) => ensureNative({ progress, signal: stop.signal }));
  } catch (error) {
    if (!(error instanceof Failure) && !stop.signal.aborted) throw error;
    if (error instanceof Failure) console.error(error.message);
    process.exitCode = 1;
  }
}
