import type { InferenceEngine } from './engine.js';
import { nativeEngine } from './native.js';
import { wasmEngine } from './wasm.js';

/**
 * Opens an engine. TF.js keeps the backend in a global; models set theirs before they predict.
 * @param choice `auto` is native where its binding is in place, WebAssembly elsewhere
 * @throws Error when `native` is asked for and not in place
 */
export async function openEngine(choice: 'auto' | 'native' | 'wasm'): Promise<InferenceEngine> {
  if (choice === 'wasm') return wasmEngine();
  if (choice === 'native') return nativeEngine();
  return nativeEngine().catch(() => wasmEngine());
}
