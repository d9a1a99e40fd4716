import { Float16Array } from '@petamoriken/float16';
import type { io } from '@tensorflow/tfjs-core';

/** The same network with its weights in half the bytes; TF.js makes 32 bits of them when it loads them. */
export function inFloat16(artifacts: io.ModelArtifacts): io.ModelArtifacts {
  const bytes = artifacts.weightData as ArrayBuffer;
  const parts: Uint8Array[] = [];
  let from = 0;
  const weightSpecs = (artifacts.weightSpecs ?? []).map((spec) => {
    const size = spec.shape.reduce((product, side) => product * side, 1);
    const stored = spec.quantization ? STORED[spec.quantization.dtype] : spec.dtype === 'bool' ? 1 : 4;
    const part = bytes.slice(from, (from += size * stored));
    if (spec.dtype !== 'float32' || spec.quantization) {
      parts.push(new Uint8Array(part));
      return spec;
    }
    parts.push(new Uint8Array(Float16Array.from(new Float32Array(part)).buffer as ArrayBuffer));
    return { ...spec, quantization: { dtype: 'float16' as const, original_dtype: 'float32' as const } };
  });
  return { ...artifacts, weightSpecs, weightData: new Uint8Array(Buffer.concat(parts)).buffer };
}

/** Bytes of a value. */
const STORED = { uint8: 1, uint16: 2, float16: 2 } as const;
