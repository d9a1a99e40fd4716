import util from 'node:util';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';

// tfjs-node 4.22 calls two functions that Node 23 removed; they must be back before it loads, hence the late import.
Object.assign(util, {
  isArray: Array.isArray,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
});

// TensorFlow's notes about this processor would break the progress line.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';

const { default: tf } = await import('@tensorflow/tfjs-node').catch((cause: unknown) => {
  throw new Error('Training needs the native TensorFlow.js: run `node scripts/tensorflow.mjs` first', { cause });
});

/** The native library itself, for operations that TF.js has no name for. */
export function nativeBackend(): NodeJSKernelBackend {
  return tf.backend() as NodeJSKernelBackend;
}

export type { LayersModel, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-node';
export { tf };
