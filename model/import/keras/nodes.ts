import { isObject, type Json } from './layer.js';

/** An output of a layer: of its call with that number, the output with that number. */
export interface Reference {
  layer: string;
  call: number;
  output: number;
}

/**
 * All references in a piece of configuration, in order: `["name", 0, 0, …]` before Keras 3, `__keras_tensor__` objects from
 * then on.
 */
export function referencesIn(json: Json | undefined): Reference[] {
  if (Array.isArray(json)) return asReference(json) ?? json.flatMap(referencesIn);
  if (!isObject(json)) return [];
  const { class_name: className, config } = json;
  if (className === '__keras_tensor__' && isObject(config)) return referencesIn(config['keras_history']);
  return Object.values(json).flatMap(referencesIn);
}

function asReference([layer, call, output, named]: Json[]): Reference[] | null {
  if (typeof layer !== 'string' || typeof call !== 'number' || typeof output !== 'number') return null;
  // What a layer is called with by name comes after; a number may stand where a layer would.
  return [...(layer === '_CONSTANT_VALUE' ? [] : [{ layer, call, output }]), ...referencesIn(named)];
}

/** Whether a layer is called as while it learns: by chance, or by the batch. */
export function isTraining(call: Json): boolean {
  if (Array.isArray(call)) return call.some(isTraining);
  return isObject(call) && (call['training'] === true || Object.values(call).some(isTraining));
}
