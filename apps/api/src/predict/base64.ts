import { CodedError } from '#contract';

/**
 * The bytes of a data URL, or of bare base64 in either alphabet, with or without line breaks.
 * @throws CodedError `malformed_request`
 */
export function bytesOfDataUrl(text: string): Buffer {
  const base64 = text.replace(/^data:[^,]{0,200};base64,/i, '');
  const padding = base64.indexOf('=');
  // Two passes, each straight through: one expression for both would go back and forth on long white space.
  const isBase64 = !/[^A-Za-z0-9+/_\s=-]/.test(base64) && (padding === -1 || isPadding(base64.slice(padding)));
  if (!isBase64) throw new CodedError('malformed_request');
  return Buffer.from(base64, 'base64');
}

const isPadding = (end: string): boolean => /^={1,2}$/.test(end.trimEnd());
