import { dataUrl } from './json.mjs';
import { filePart, form, formType } from './forms.mjs';
import { message } from './message.mjs';
import { zipOf } from './archives.mjs';

const UNKNOWN_JOB = '/v1/jobs/bQ2x1bmNl4Zb0.0.k3VnbGUtdG9rZW4h';
const UNKNOWN_BATCH = '/v1/batches/bQ2x1bmNl4Zb0k3VnbGUtdG9r';

/** Requests that are in order, by the door that they go to; each takes a picture's bytes. */
export const TEMPLATES = {
  form: (picture) => message('POST', '/predict', { 'Content-Type': formType }, form([filePart(picture)])),
  raw: (picture) => message('POST', '/predict', { 'Content-Type': 'application/octet-stream' }, picture),
  json: (picture) => message('POST', '/predict', { 'Content-Type': 'application/json' }, dataUrl(picture)),
  preferred: (picture) =>
    message('POST', '/predict?model=digits', { 'Content-Type': 'image/png', Prefer: 'wait=5' }, picture),
  job: (picture) => message('POST', '/v1/jobs', { 'Content-Type': formType }, form([filePart(picture)])),
  'batch form': (picture) =>
    message('POST', '/v1/batches', { 'Content-Type': formType }, form([filePart(picture), filePart(picture, 'b.png')])),
  'batch zip': (picture) =>
    message(
      'POST',
      '/v1/batches',
      { 'Content-Type': 'application/zip' },
      zipOf({ 'a.png': picture, 'b.png': picture }),
    ),
  front: () => message('GET', '/'),
  live: () => message('GET', '/health/live'),
  ready: () => message('GET', '/health/ready'),
  models: () => message('GET', '/v1/models'),
  'a job': () => message('GET', `${UNKNOWN_JOB}?wait=0`),
  'its events': () => message('GET', `${UNKNOWN_JOB}/events`),
  'its picture': () => message('GET', `${UNKNOWN_JOB}/input.png`),
  'a batch': () => message('GET', UNKNOWN_BATCH),
  'its results': () => message('GET', `${UNKNOWN_BATCH}/results`),
  'as a table': () => message('GET', `${UNKNOWN_BATCH}/results.csv`),
  'no more': () => message('DELETE', UNKNOWN_JOB),
  poll: () => message('GET', '/socket.io/?EIO=4&transport=polling'),
};

/** How often each door is asked. */
export const DOORS = Object.fromEntries(Object.keys(TEMPLATES).map((name, i) => [name, i < 7 ? 4 : 1]));
