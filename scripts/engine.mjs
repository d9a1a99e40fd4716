import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { ensureNative, nativeReady } from './tensorflow.mjs';
import { say, step } from './terminal.mjs';

const fetchNative = (signal) =>
  step(words('Preparando TensorFlow nativo', 'Getting native TensorFlow'), (progress) => ensureNative({ progress, signal }));

/**
 * The engine to start the workers on: the native one where it is in place, or where nothing else will do.
 * @param wanted LINCE_ENGINE: `auto`, `native` or `wasm`
 * @throws Failure when the native one is wanted and cannot be had
 */
export async function startingEngine(wanted, signal) {
  if (wanted === 'native' && !nativeReady()) await fetchNative(signal);
  return wanted !== 'wasm' && nativeReady() ? 'native' : 'wasm';
}

/** While workers serve on WebAssembly: gets the native engine, and exchanges them for workers on it. */
export async function goNative(lince, signal) {
  try {
    await fetchNative(signal);
    await lince.exchangeWorkers('native');
    say(words('Los procesos usan ya TensorFlow nativo.', 'The workers use native TensorFlow now.'));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    say(words(`WebAssembly sigue sirviendo. ${error.message}`, `WebAssembly keeps serving. ${error.message}`));
  }
}
