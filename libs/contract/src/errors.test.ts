import { expect, test } from '@jest/globals';
import { ERRORS, type ErrorCode } from './errors.js';
import { LANGUAGES, problem, sentence } from './messages.js';
import { remedy } from './remedies.js';
import { WARNINGS } from './warnings.js';

const codes = Object.keys(ERRORS) as ErrorCode[];

test.each(LANGUAGES)('every code has a title and a sentence of its own in %s', (language) => {
  const problems = codes.map((code) => problem(code, language));
  expect(problems.every(({ title, detail }) => title.length > 3 && detail.length > title.length / 2)).toBe(true);
  expect(new Set(problems.map(({ detail }) => detail)).size).toBe(codes.length);
});

test('no sentence is the same in both languages', () => {
  expect(codes.filter((code) => sentence(code, 'es') === sentence(code, 'en'))).toEqual([]);
});

test('every code and every warning has its own words about what to do, in each language', () => {
  const all = [...codes, ...WARNINGS];
  const remedies = LANGUAGES.flatMap((language) => all.map((code) => remedy(code, language)));
  expect(remedies.filter((text) => !text.endsWith('.'))).toEqual([]);
  expect(new Set(remedies).size).toBe(all.length * LANGUAGES.length);
});

test('statuses are those that clients were promised', () => {
  const statuses = Object.fromEntries(codes.map((code) => [code, ERRORS[code].status]));
  expect(statuses).toMatchObject({
    file_missing: 400,
    file_empty: 400,
    job_not_found: 404,
    batch_not_found: 404,
    job_processing: 409,
    upload_too_large: 413,
    batch_too_large: 413,
    image_too_large: 413,
    unsupported_image: 415,
    heic_unsupported: 415,
    archive_unreadable: 422,
    undecodable_image: 422,
    blank_image: 422,
    quarantined: 422,
    idempotency_mismatch: 422,
    too_many_waiting: 429,
    model_not_loaded: 503,
    queue_unavailable: 503,
    overloaded: 503,
    prediction_timeout: 504,
    expired: 504,
  });
});

test('what may succeed later, and only that, is a 5xx, a 429 or a 408', () => {
  expect(codes.filter((code) => ERRORS[code].retryable)).toEqual(
    codes.filter((code) => ERRORS[code].status >= 500 || [408, 429].includes(ERRORS[code].status)),
  );
});

test("the old demo's sentences stand word for word", () => {
  expect(sentence('file_missing', 'es')).toBe('No se encontró el archivo');
  expect(sentence('file_empty', 'es')).toBe('No se seleccionó ningún archivo');
  expect(sentence('model_not_loaded', 'es')).toBe('Modelo no cargado');
});

test('a problem says everything twice that old and new clients read by different names', () => {
  expect(problem('job_not_found', 'en')).toEqual({
    type: 'about:blank',
    title: 'Unknown job',
    status: 404,
    detail: 'There is no job with this id, or it has been erased.',
    code: 'job_not_found',
    error: 'There is no job with this id, or it has been erased.',
  });
});

test('a problem carries what helps a client on', () => {
  const models = ['digits@1', 'digits@2'];
  expect(problem('model_not_found', 'es', { models })).toEqual({ ...problem('model_not_found', 'es'), models });
});
