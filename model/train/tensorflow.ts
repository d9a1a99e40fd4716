import util from 'node:util';
import type { Tensor } from '@tensorflow/tfjs-node';

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

type Constant = 'TF_ATTR_TYPE' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT';

/** The part of tfjs-node's backend that runs TensorFlow's own operations, those too that TF.js has no name for. */
export interface NativeBackend {
  binding: Record<Constant, number>;
  executeMultipleOutputs(operation: string, attributes: object[], inputs: Tensor[], outputs: number): Tensor[];
}

/** The native library itself. */
export function nativeBackend(): NativeBackend {
  return tf.backend() as unknown as NativeBackend;
}

export type { Tensor };
export type { LayersModel, SymbolicTensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-node';
export { tf };
