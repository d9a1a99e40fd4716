/**
 * 8-bit values, mapped linearly from 0–255 to the range that a model wants.
 * @param range what 0 and what 255 become
 */
export function toTensor(values: Uint8Array, [low, high]: [number, number]): Float32Array {
  return Float32Array.from(values, (value) => low + (value / 255) * (high - low));
}
