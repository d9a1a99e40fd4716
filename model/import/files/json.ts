import { isObject, type Json, type JsonObject } from '../keras/layer.js';
import { damaged } from './damaged.js';

/** What Python writes as numbers, and JSON has not; no setting that matters is one. */
const NOT_JSON = /(?<=[[:,]\s*)-?(NaN|Infinity)(?=\s*[\],}])/g;

/** A JSON object, or the text of one as a JSON text, as people write who call `json.dump` on what is JSON already. */
export function parseObject(text: string, what: string): JsonObject {
  const json = parse(text, what);
  const object = typeof json === 'string' ? parse(json, what) : json;
  if (isObject(object)) return object;
  throw damaged(what);
}

function parse(text: string, what: string): Json {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '').replace(NOT_JSON, 'null')) as Json;
  } catch {
    throw damaged(what);
  }
}
