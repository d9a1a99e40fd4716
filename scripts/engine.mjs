import { Failure } from './failure.mjs';
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

/** Gets the native engine in place and does something with it; where it cannot be had, one line says so. */
export async function tryNative(signal, use = () => undefined) {
  try {
    await getNative(signal);
    await use();
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    say(words(`Sirve el motor WebAssembly. ${error.message}`, `The WebAssembly engine serves. ${error.message}`));
  }
}

async function getNative(signal) {
  if (nativeReady()) return;
  const title = words('Preparando TensorFlow nativo', 'Getting native TensorFlow');
  await step(title, (progress) => ensureNative({ progress, signal }));
}
