import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import type { Problem } from '#contract';
import { Description, heard } from './support/described.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { oldForm, raw } from './support/requests.js';

jest.setTimeout(30_000);

const MEGABYTE = 1_000_000;

let lince: Lince;
let seven: Buffer<ArrayBuffer>;
let described: Description;

beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince({ env: { LINCE_MAX_PIXELS: String(MEGABYTE) } }), digitPng(7)]);
  described = await Description.of(lince.apiUrl);
}, 60_000);
afterAll(() => lince?.stop());

const paper = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
const emptyForm = (): RequestInit => ({ method: 'POST', body: new FormData() });
const nothingChosen = (): RequestInit => {
  const body = new FormData();
  body.append('file', new Blob([]), '');
  return { method: 'POST', body };
};
const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
const json = (body: string): RequestInit => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body });

type Case = [
  what: string,
  path: string,
  init: () => Promise<RequestInit> | RequestInit,
  status: number,
  code: string,
  spanish: RegExp,
  english: RegExp,
];

test.each<Case>([
  [
    'a form without a file',
    '/predict',
    emptyForm,
    400,
    'file_missing',
    /^No se encontró el archivo$/,
    /No file was found/,
  ],
  [
    'no body',
    '/predict',
    () => ({ method: 'POST' }),
    400,
    'file_missing',
    /^No se encontró el archivo$/,
    /No file was found/,
  ],
  [
    'no body',
    '/v1/jobs',
    () => ({ method: 'POST' }),
    400,
    'file_missing',
    /^No se encontró el archivo$/,
    /No file was found/,
  ],
  [
    'nothing chosen',
    '/predict',
    nothingChosen,
    400,
    'file_empty',
    /^No se seleccionó ningún archivo$/,
    /No file was selected/,
  ],
  ['half a JSON', '/predict', () => json('{"image":'), 400, 'malformed_request', /mal formada/, /malformed/],
  [
    'a drawing in SVG',
    '/predict',
    () => oldForm(Buffer.from('<svg/>')),
    415,
    'unsupported_image',
    /Usa PNG/,
    /Use PNG/,
  ],
  ['a PDF', '/v1/jobs', () => oldForm(Buffer.from('%PDF-1.7')), 415, 'unsupported_image', /Usa PNG/, /Use PNG/],
  ['an iPhone photo', '/predict', () => raw(heic), 415, 'heic_unsupported', /El más compatible/, /Most Compatible/],
  ['half a picture', '/predict', () => raw(seven.subarray(0, 90)), 422, 'undecodable_image', /dañada/, /damaged/],
  ['a blank page', '/predict', async () => raw(await paper(28, 28)), 422, 'blank_image', /en blanco/, /blank/],
  [
    'too many pixels',
    '/predict',
    async () => raw(await paper(1_001, 1_000)),
    413,
    'image_too_large',
    /píxeles/,
    /pixels/,
  ],
  [
    '11 MB',
    '/predict',
    () => oldForm(Buffer.alloc(11 * MEGABYTE)),
    413,
    'upload_too_large',
    /tamaño máximo/,
    /largest allowed/,
  ],
  [
    '11 MB',
    '/v1/jobs',
    () => raw(Buffer.alloc(11 * MEGABYTE)),
    413,
    'upload_too_large',
    /tamaño máximo/,
    /largest allowed/,
  ],
  [
    'a model that is not',
    '/predict?model=letters',
    () => oldForm(seven),
    404,
    'model_not_found',
    /ningún modelo/,
    /no model/,
  ],
  [
    'a version that is not',
    '/v1/jobs?model=digits@9',
    () => oldForm(seven),
    404,
    'model_not_found',
    /ningún modelo/,
    /no model/,
  ],
  ['an id that cannot be', '/v1/jobs/1', () => ({}), 404, 'job_not_found', /identificador/, /this id/],
  [
    'an id of no job',
    '/v1/jobs/b123456789012.0.1234567890123456?wait=60',
    () => ({}),
    404,
    'job_not_found',
    /identificador/,
    /this id/,
  ],
  [
    'the events of no job',
    '/v1/jobs/b123456789012.0.1234567890123456/events',
    () => ({}),
    404,
    'job_not_found',
    /identificador/,
    /this id/,
  ],
  [
    'the end of no job',
    '/v1/jobs/b123456789012.0.1234567890123456',
    () => ({ method: 'DELETE' }),
    404,
    'job_not_found',
    /identificador/,
    /this id/,
  ],
  ['an address of nothing', '/predecir', () => ({}), 404, 'route_not_found', /no hay nada/, /nothing/],
  [
    'an address that cannot be read',
    '/v1/jobs/%E0%A4%A',
    () => ({}),
    400,
    'malformed_request',
    /mal formada/,
    /malformed/,
  ],
  ['asking where one sends', '/predict', () => ({}), 405, 'method_not_allowed', /no admite/, /does not take/],
])('%s at %s', async (_what, path, init, status, code, spanish, english) => {
  const ask = async (language: Record<string, string>): Promise<Problem> => {
    const { headers, ...rest } = await init();
    const response = await fetch(lince.apiUrl + path, { ...rest, headers: { ...(headers as object), ...language } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('retry-after')).toBeNull();
    const answer = await heard(response);
    expect(described.faultsOf(rest.method ?? 'GET', path, answer)).toEqual([]);
    return JSON.parse(answer.text) as Problem;
  };
  const { models, ...es } = await ask({});
  const en = await ask({ 'Accept-Language': 'en-GB,en;q=0.9,es;q=0.1' });
  expect(models).toEqual(code === 'model_not_found' ? ['digits@1', 'digits@2'] : undefined);
  expect(Object.keys(es).sort()).toEqual(['code', 'detail', 'error', 'status', 'title', 'type']);
  expect(es).toMatchObject({
    type: 'about:blank',
    status,
    code,
    detail: es.error,
    error: expect.stringMatching(spanish),
  });
  expect(en).toMatchObject({ status, code, detail: en.error, error: expect.stringMatching(english) });
});

test('a bad picture is refused in its own time, too: the job fails, and says why', async () => {
  const response = await fetch(`${lince.apiUrl}/v1/jobs`, raw(seven.subarray(0, 90)));
  const { links } = (await response.json()) as { links: { self: string } };
  const job = await (await fetch(`${lince.apiUrl}${links.self}?wait=20`)).json();
  expect(job).toMatchObject({
    state: 'failed',
    result: null,
    error: { code: 'undecodable_image', status: 422, retryable: false },
  });
});
