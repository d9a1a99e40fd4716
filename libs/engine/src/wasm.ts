import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import type { InferenceEngine } from './engine.js';
import { loadModel } from './load-model.js';

/** TF.js's kernels in WebAssembly: they ship in a package, so they work everywhere. */
export async function wasmEngine(): Promise<InferenceEngine> {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(main) + sep);
  if (!(await setBackend('wasm'))) throw new Error('the WebAssembly backend does not start');
  return { name: 'wasm', load: (files) => loadModel(files, 'wasm') };
}
