import util from 'node:util';
import { setBackend } from '@tensorflow/tfjs-core';
import type { InferenceEngine } from './engine.js';
import { loadModel } from './load-model.js';

/**
 * TensorFlow's own kernels through tfjs-node.
 * @throws Error where the native binding is not in place
 */
export async function nativeEngine(): Promise<InferenceEngine> {
  // Node 23 removed two functions that tfjs-node 4.22 still calls.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
  await import('@tensorflow/tfjs-node');
  if (!(await setBackend('tensorflow'))) throw new Error('the native backend does not start');
  return { name: 'native', load: (files) => loadModel(files, 'tensorflow', { padded: true }) };
}
