import { CSV_HEADER, toCsvRow, type BatchResult } from '#contract';
import type { Picture } from './picture.js';

/** What became of pictures that are done, in the form of a batch's results, oldest first. */
export function resultsOf(pictures: readonly Picture[]): BatchResult[] {
  return pictures
    .flatMap(({ name, job }) => (job ? [{ name, job }] : []))
    .reverse()
    .map(({ name, job: { id, state, result, error } }, index) => ({ index, name, id, state, result, error }));
}

/** What they can be taken away as. */
export const FORMATS = ['CSV', 'JSON'] as const;
export type Format = (typeof FORMATS)[number];

/** A file of results, as `GET /v1/batches/{id}/results` and `results.csv` have them. */
export function resultsFile(pictures: readonly Picture[], format: Format): File {
  const results = resultsOf(pictures);
  return format === 'CSV'
    ? new File([CSV_HEADER, ...results.map(toCsvRow)], 'lince.csv', { type: 'text/csv;charset=utf-8' })
    : new File([JSON.stringify({ results }, null, 2)], 'lince.json', { type: 'application/json' });
}
