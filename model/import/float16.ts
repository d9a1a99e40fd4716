import { Float16Array } from '@petamoriken/float16';
import type { io } from '@tensorflow/tfjs-core';
import { weightsIn } from '../artifacts.js';

/** The largest number that 16 bits hold. */
const MOST = 65_504;

/** The same network with its weights in half the bytes; TF.js makes 32 bits of them when it loads them. */
export function inFloat16(artifacts: io.ModelArtifacts): io.ModelArtifacts {
  const halved = weightsIn(artifacts.weightSpecs ?? [], artifacts.weightData as ArrayBuffer).map(
    ({ spec, bytes, floats }) =>
      floats?.every((value) => Math.abs(value) <= MOST)
        ? { spec: { ...spec, quantization: QUANTIZATION }, bytes: Float16Array.from(floats).buffer as ArrayBuffer }
        : { spec, bytes },
  );
  const weightData = new Uint8Array(Buffer.concat(halved.map(({ bytes }) => new Uint8Array(bytes)))).buffer;
  return { ...artifacts, weightSpecs: halved.map(({ spec }) => spec), weightData };
}

const QUANTIZATION = { dtype: 'float16', original_dtype: 'float32' } as const;
