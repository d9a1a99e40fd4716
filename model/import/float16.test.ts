import type { io } from '@tensorflow/tfjs-core';
import { expect, test } from '@jest/globals';
import { inFloat16 } from './float16.js';

const float = (name: string, size: number): io.WeightsManifestEntry => ({ name, shape: [size], dtype: 'float32' });

function halved(specs: io.WeightsManifestEntry[], ...parts: (Float32Array | Int32Array)[]) {
  const weightData = new Uint8Array(Buffer.concat(parts.map(({ buffer }) => new Uint8Array(buffer)))).buffer;
  const { weightSpecs, weightData: halves } = inFloat16({ weightSpecs: specs, weightData });
  return { specs: weightSpecs!, bytes: new Uint8Array(halves as ArrayBuffer) };
}

test('weights take half the bytes, and say so', () => {
  const { specs, bytes } = halved([float('a', 2), float('b', 1)], Float32Array.of(1, -2), Float32Array.of(0.5));
  expect(specs.map(({ quantization }) => quantization?.dtype)).toEqual(['float16', 'float16']);
  // A sign, five bits of exponent, which is 15 for 1, and ten of fraction.
  expect([...new Uint16Array(bytes.buffer)]).toEqual([0x3c00, 0xc000, 0x3800]);
});

test('a weight with a number that 16 bits do not hold stays as it is', () => {
  const { specs, bytes } = halved([float('a', 1), float('b', 1)], Float32Array.of(65_505), Float32Array.of(65_504));
  expect(specs.map(({ quantization }) => quantization?.dtype)).toEqual([undefined, 'float16']);
  expect(bytes).toHaveLength(4 + 2);
  expect(new Float32Array(bytes.slice(0, 4).buffer)[0]).toBe(65_505);
});

test('whole numbers stay as they are', () => {
  const { specs, bytes } = halved([{ name: 'axis', shape: [1], dtype: 'int32' }], Int32Array.of(7));
  expect(specs).toEqual([{ name: 'axis', shape: [1], dtype: 'int32' }]);
  expect([...bytes]).toEqual([7, 0, 0, 0]);
});
