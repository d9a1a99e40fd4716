import { request, type ClientRequest } from 'node:http';
import type { BatchResults, BatchSnapshot } from '#contract';
import { keysUnder, type Redis } from '#platform';
import { digitPng } from './digits.js';
import { raw } from './requests.js';
import { until } from './until.js';
import { zipOf } from './zips.js';

/** A file of a batch. */
export type NamedFile = [name: string, bytes: Uint8Array];

/** Digits, ten kinds in turn, each named by its kind and its place. */
export const manyDigits = (count: number): Promise<NamedFile[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, at): Promise<NamedFile> => {
      return [`${at % 10}/${at}.png`, await digitPng(at % 10, Math.floor(at / 10))];
    }),
  );

/** A zip of files. */
export const zipped = (files: NamedFile[]): RequestInit => raw(zipOf(files), 'application/zip');

/** A form with a part for each file. */
export function formOf(files: NamedFile[]): RequestInit {
  const body = new FormData();
  for (const [name, bytes] of files) body.append('file', new Blob([new Uint8Array(bytes)]), name);
  return { method: 'POST', body };
}

/** What clients do with batches at an API. */
export function batchesAt(url: string) {
  const at = (path: string, init?: RequestInit): Promise<Response> => fetch(url + path, init);
  return {
    at,
    send: (init: RequestInit): Promise<Response> => at('/v1/batches', init),
    submit: async (init: RequestInit): Promise<BatchSnapshot> => {
      const response = await at('/v1/batches', init);
      if (response.status !== 202) throw new Error(await response.text());
      return (await response.json()) as BatchSnapshot;
    },
    show: async (batch: BatchSnapshot, wait = 0): Promise<BatchSnapshot> =>
      (await (await at(`${batch.links.self}?wait=${wait}`)).json()) as BatchSnapshot,
    results: async (batch: BatchSnapshot): Promise<BatchResults> =>
      (await (await at(batch.links.results)).json()) as BatchResults,
    remove: (batch: BatchSnapshot): Promise<Response> => at(batch.links.self, { method: 'DELETE' }),
    /** Begins to send a body of which the rest may never come. */
    begin: (type: string): ClientRequest =>
      request(`${url}/v1/batches`, { method: 'POST', headers: { 'Content-Type': type } }).on('error', () => undefined),
  };
}

/** What Redis holds of pictures, bundles and batches, and of nothing else. */
export async function traces(redis: Redis): Promise<string[]> {
  const keys = await redis.keys('*');
  const open = await redis.zrange('{lince}:open', '0', '-1');
  const waiting = await redis.lrange('{lince}:bundles:wait', 0, -1);
  return [...keys.filter((key) => /:(record|batch):|:bundles:b/.test(key)), ...open, ...waiting].sort();
}

/** Waits until Redis holds only what it held before. */
export const nothingLeft = (redis: Redis, before: string[]): Promise<boolean> =>
  until(async () => JSON.stringify(await traces(redis)) === JSON.stringify(before));

/** The bundles of a batch, in order. */
export async function bundlesOf(redis: Redis, batch: BatchSnapshot): Promise<string[]> {
  const items = await redis.lrange(keysUnder('lince').batchBundles(batch.id.split('.', 1)[0]!), 0, -1);
  return items.map((item) => item.split(' ', 1)[0]!);
}

/** CSV as rows of cells; as the RFC has it. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
