/**
 * 8-bit values, mapped linearly from 0–255 to the range that a model wants.
 * @param range what 0 and what 255 become
 */
export function toTensor(values: Uint8Array, [low, high]: [number, number]): Float32Array {
  const tensor = new Float32Array(values.length);
  for (let i = 0; i < tensor.length; i++) tensor[i] = low + (values[i]! / 255) * (high - low);
  return tensor;
}
