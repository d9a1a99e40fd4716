import { words } from './language.mjs';
import { ensureNative, nativeReady } from './tensorflow.mjs';
import { say, step } from './terminal.mjs';

/**
 * The engine to start on: the native one where it is in place, or where nothing else will do.
 * @param wanted LINCE_ENGINE: `auto`, `native` or `wasm`
 * @throws Failure when the native one is wanted and cannot be had
 */
export async function startingEngine(wanted, signal) {
  if (wanted === 'native') await getNative(signal);
  return wanted !== 'wasm' && nativeReady() ? 'native' : 'wasm';
}

/** Gets what the wanted engine takes, before anything is run on it. @throws Failure as {@link startingEngine} does */
export async function prepareEngine(wanted, signal) {
  if (wanted === 'auto') await tryNative(signal);
  else await startingEngine(wanted, signal);
}

/** Gets the native engine in place and does something with it; where it cannot be had, one line says so. */
export async function tryNative(signal, use = () => undefined) {
  try {
    await getNative(signal);
    await use();
  } catch (error) {
    signal.throwIfAborted();
    const [reason] = error.message.split('\n');
    say(
      words(
        `Sirve el motor WebAssembly; para el nativo, node scripts/tensorflow.mjs (${reason})`,
        `The WebAssembly engine serves; for the native one, node scripts/tensorflow.mjs (${reason})`,
      ),
    );
  }
}

async function getNative(signal) {
  if (nativeReady()) return;
  const title = words('Preparando TensorFlow nativo', 'Getting native TensorFlow');
  await step(title, (progress) => ensureNative({ progress, signal }));
}
