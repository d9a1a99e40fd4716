import { isObject, type Json, type JsonObject } from '../keras/layer.js';
import { damaged } from './damaged.js';

/** What Python writes as numbers, and JSON has not; no setting that matters is one. */
const NOT_JSON = /([[:,]\s*)-?(?:NaN|Infinity)(?=\s*[\],}])/g;

/** A JSON object, or the text of one as a JSON text, as people write who call `json.dump` on what is JSON already. */
export function parseObject(text: string, what: string): JsonObject {
  const json = parse(text.replace(/^\ufeff/, ''));
  const object = typeof json === 'string' ? parse(json) : json;
  if (isObject(object)) return object;
  throw damaged(what);
}

function parse(text: string): Json | undefined {
  for (const attempt of [() => text, () => text.replace(NOT_JSON, '$1null')]) {
    try {
      return JSON.parse(attempt()) as Json;
    } catch {
      // Another attempt, or none.
    }
  }
  return undefined;
}
