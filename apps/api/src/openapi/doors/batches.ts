import type { ErrorCode } from '#contract';
import type { Door } from '../door.js';
import { ROOM } from '../headers.js';

const READING = ['batch_not_found', 'route_not_found', 'queue_unavailable'] as const satisfies readonly ErrorCode[];

const CSV = { 'text/csv': { type: 'string' } };

const EVENTS = { description: 'Each event has an `id`, the batch’s state, and `data`, the batch as JSON.' };

/** Many pictures at once. */
export const BATCHES: readonly Door[] = [
  {
    method: 'post',
    path: '/v1/batches',
    id: 'createBatch',
    tag: 'batches',
    summary: 'Leave many pictures at once',
    parameters: ['model', 'idempotencyKey'],
    body: 'pictures',
    answers: {
      202: {
        description: 'All of them were accepted, and will not be lost.',
        headers: [...ROOM, 'Location'],
        mayHave: ['Idempotency-Replayed'],
        content: { 'application/json': 'Batch' },
        leadsTo: ['readBatch', 'followBatch', 'readBatchResults', 'readBatchCsv', 'removeBatch'],
      },
    },
    fails: [
      'file_missing',
      'batch_too_large',
      'archive_unreadable',
      'model_not_found',
      'model_not_loaded',
      // Another request may erase the batch before this one has told of it.
      'batch_not_found',
      'idempotency_mismatch',
      'too_many_waiting',
      'overloaded',
      'queue_unavailable',
      'api_unreachable',
    ],
    access: 'pictures',
  },
  {
    method: 'get',
    path: '/v1/batches/{id}',
    id: 'readBatch',
    tag: 'batches',
    summary: 'Where a batch stands',
    description: 'With `wait`, where it stands when it is finished or when the time is over, whichever comes first.',
    parameters: ['batchId', 'wait'],
    answers: {
      200: { description: 'The batch.', headers: ['Cache-Control'], content: { 'application/json': 'Batch' } },
    },
    fails: READING,
    access: 'key',
  },
  {
    method: 'delete',
    path: '/v1/batches/{id}',
    id: 'removeBatch',
    tag: 'batches',
    summary: 'Cancel or erase a batch',
    description: 'What waits of it is canceled; once finished, all of it is erased.',
    parameters: ['batchId'],
    answers: {
      200: { description: 'The batch; what waited of it is canceled.', content: { 'application/json': 'Batch' } },
      204: { description: 'It was finished, and was erased.' },
    },
    fails: READING,
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/batches/{id}/events',
    id: 'followBatch',
    tag: 'batches',
    summary: 'Follow a batch as it goes on',
    description:
      'Server-sent events until the batch is finished: `id` is its state and `data` the batch, as `GET /v1/batches/{id}` answers it.',
    parameters: ['batchId', 'lastEventId'],
    answers: {
      200: {
        description: 'The batch now, and as it goes on.',
        headers: ['Cache-Control', 'X-Accel-Buffering'],
        content: { 'text/event-stream': EVENTS },
      },
      204: { description: 'It is finished, and the client has heard so: it need not ask again.' },
    },
    fails: READING,
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/batches/{id}/results',
    id: 'readBatchResults',
    tag: 'batches',
    summary: 'What became of each picture of a batch',
    description: 'In the order of upload. JSON, or CSV where `Accept` prefers it.',
    parameters: ['batchId'],
    answers: {
      200: {
        description: 'The batch with its results.',
        headers: ['Cache-Control', 'Vary'],
        mayHave: ['Content-Disposition'],
        content: { 'application/json': 'BatchResults', ...CSV },
      },
    },
    fails: READING,
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/batches/{id}/results.csv',
    id: 'readBatchCsv',
    tag: 'batches',
    summary: 'The same as CSV',
    parameters: ['batchId'],
    answers: {
      200: {
        description: 'A row for each picture, below a header row (RFC 4180).',
        headers: ['Cache-Control', 'Content-Disposition'],
        content: CSV,
      },
    },
    fails: READING,
    access: 'key',
  },
];
