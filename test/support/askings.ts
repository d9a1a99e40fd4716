import fc from 'fast-check';
import { digitPng } from './digits.js';
import { dataUrl, oldForm, raw } from './requests.js';
import { zipOf } from './zips.js';

/** A body that a door may be sent. */
export interface Sent {
  init: RequestInit;
  /** Whether a picture's door takes it; whether a batch's does. */
  isPicture: boolean;
  isBatch: boolean;
}

/** A request to be made of a door, all but its address. */
export interface Asking {
  method: string;
  /** Of those ids that are known, which; or a text that is none. */
  id: number | string;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  body: Sent;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE'];

const MODELS = ['digits', 'digits@latest', 'digits@2'];
const NO_MODELS = ['letters', 'digits@99', 'digits@', '@1', 'Digits', '', '../digits'];
const WAITS = ['0', '0.25', '1e-1', '-0.0', '1E0'];
const NO_WAITS = ['', 'soon', '-1', '0x1', '1,5', 'NaN'];
const KEYS = ['a', 'b', '"a"', 'two words', 'x'.repeat(255)];
const NO_KEYS = ['"a', '""', 'x'.repeat(256)];

const QUERY = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant('model'), fc.constantFrom(...MODELS)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('model'), fc.oneof(fc.constantFrom(...NO_MODELS), fc.string())) },
    { weight: 4, arbitrary: fc.tuple(fc.constant('wait'), fc.constantFrom(...WAITS)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('wait'), fc.oneof(fc.constantFrom(...NO_WAITS), fc.string())) },
    { weight: 1, arbitrary: fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string()) },
  ),
  { maxLength: 3 },
);

const visible = fc.string({ unit: fc.constantFrom(...'abcXYZ019 ,;="\\-_*/.'), maxLength: 20 });
const header = (...usual: string[]): fc.Arbitrary<string> => fc.oneof(fc.constantFrom(...usual), visible);

const HEADERS = fc.record(
  {
    Accept: header('*/*', 'text/csv', 'application/json', 'text/html', 'text/plain', 'image/*'),
    'Accept-Language': header('en', 'es', 'en-GB,es;q=0.1', '*'),
    'Idempotency-Key': header(...KEYS, ...NO_KEYS),
    'Last-Event-ID': header('queued', 'succeeded', 'failed', 'canceled', 'finished', 'processing'),
    Prefer: header('wait=1', 'respond-async', 'wait=0', 'return=minimal', 'wait=-1', 'respond-async, wait=2'),
  },
  { requiredKeys: [] },
);

/** Digits, and what is no picture, in all the forms in which they may come. */
export async function bodies(): Promise<fc.Arbitrary<Sent>> {
  const digits = await Promise.all(Array.from({ length: 5 }, (_, at) => digitPng(at, 3)));
  const digit = fc.constantFrom(...digits);
  const half = digit.map((picture) => picture.subarray(0, 90));
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((some) => Buffer.from(some));
  const sent = (init: RequestInit, isPicture: boolean, isBatch: boolean): Sent => ({ init, isPicture, isBatch });
  const binary = (picture: Buffer): RequestInit => raw(picture, 'application/octet-stream');
  const zip = (picture: Buffer): RequestInit => raw(zipOf([['7.png', picture]]), 'application/zip');
  const json = (text: string): RequestInit => raw(Buffer.from(text), 'application/json');
  return fc.oneof(
    digit.map((picture) => sent(oldForm(picture), true, true)),
    digit.map((picture) => sent(raw(picture), true, false)),
    digit.map((picture) => sent(binary(picture), true, false)),
    digit.map((picture) => sent(dataUrl(picture), true, false)),
    digit.map((picture) => sent(zip(picture), false, true)),
    half.map((picture) => sent(oldForm(picture), false, true)),
    half.map((picture) => sent(raw(picture), false, false)),
    bytes.map((some) => sent(oldForm(some), false, true)),
    bytes.map((some) => sent(binary(some), false, false)),
    fc.json().map((text) => sent(json(text), false, false)),
    fc.string({ maxLength: 40 }).map((image) => sent(json(JSON.stringify({ image })), false, false)),
    fc.string({ maxLength: 40 }).map((text) => sent(raw(Buffer.from(text), 'text/plain'), false, false)),
    fc.constantFrom('multipart/form-data', 'multipart/form-data; boundary=x', '', ';', 'a/b/c').map((type) => {
      return sent(raw(Buffer.from('--b\r\n'), type), false, false);
    }),
    fc.constant(sent({ method: 'POST' }, false, false)),
  );
}

/** Not one that addresses are shortened by. */
const NO_ID = fc.string({ minLength: 1 }).filter((text) => !/^\.\.?$/.test(text));

/** Requests of every kind. @param usual the methods that a path takes, which come more often than others */
export const askings = (usual: string[], body: fc.Arbitrary<Sent>): fc.Arbitrary<Asking> =>
  fc.record({
    method: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
    ),
    id: fc.oneof({ weight: 6, arbitrary: fc.nat() }, { weight: 1, arbitrary: NO_ID }),
    query: QUERY,
    headers: HEADERS,
    body,
  });

/** Whether a request is one that its door says it takes: known models, waits and keys, each once. */
export function isWellFormed({ query, headers }: Asking, known: string[]): boolean {
  const parameters = query.filter(([name]) => known.includes(name));
  const isOnce = new Set(parameters.map(([name]) => name)).size === parameters.length;
  const key = headers['Idempotency-Key']?.trim();
  const isKnown = parameters.every(([name, value]) => (name === 'model' ? MODELS : WAITS).includes(value));
  return isOnce && isKnown && (key === undefined || KEYS.includes(key));
}

/** Whether its query says something that its door cannot take. */
export const isMalformed = ({ query }: Asking, known: string[]): boolean =>
  known.some((name) => query.filter(([each]) => each === name).length > 1) ||
  (known.includes('wait') && query.some(([name, value]) => name === 'wait' && NO_WAITS.includes(value)));
