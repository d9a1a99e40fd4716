import { isObject, type Json, type JsonObject } from '../keras/layer.js';
import { damaged } from './damaged.js';

/** A JSON object. Python also writes NaN and Infinity, which no setting that matters is. @throws BadUsage */
export function parseObject(text: string, what: string): JsonObject {
  try {
    const json = JSON.parse(
      text.replace(/^\ufeff/, '').replace(/(?<=[[:,]\s*)-?(NaN|Infinity)(?=\s*[\],}])/g, 'null'),
    ) as Json;
    if (isObject(json)) return json;
  } catch {
    // Told below.
  }
  throw damaged(what);
}
