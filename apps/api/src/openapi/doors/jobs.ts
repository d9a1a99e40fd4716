import type { ErrorCode } from '#contract';
import type { Door } from '../door.js';

/** An id that cannot be part of an address leads nowhere. */
const READING = ['job_not_found', 'route_not_found', 'queue_unavailable'] as const satisfies readonly ErrorCode[];

const EVENTS = { description: 'Each event has an `id`, the job’s state, and `data`, the job as JSON.' };

/** What may be asked of a job. */
export const JOBS: readonly Door[] = [
  {
    method: 'get',
    path: '/v1/jobs/{id}',
    id: 'readJob',
    tag: 'jobs',
    summary: 'Where a job stands',
    description: 'With `wait`, where it stands when it has ended or when the time is over, whichever comes first.',
    parameters: ['jobId', 'wait'],
    answers: {
      200: { description: 'The job.', headers: ['Cache-Control'], content: { 'application/json': 'Job' } },
    },
    fails: READING,
    access: 'key',
  },
  {
    method: 'delete',
    path: '/v1/jobs/{id}',
    id: 'removeJob',
    tag: 'jobs',
    summary: 'Cancel or erase a job',
    description: 'What waits is canceled, and can still be asked for; what has ended is erased.',
    parameters: ['jobId'],
    answers: {
      200: { description: 'The job, canceled.', content: { 'application/json': 'Job' } },
      204: { description: 'It had ended, and was erased.' },
    },
    fails: [...READING, 'job_processing'],
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/jobs/{id}/events',
    id: 'followJob',
    tag: 'jobs',
    summary: 'Follow a job as it changes',
    description:
      'Server-sent events until the job has ended: `id` is its state and `data` the job, as `GET /v1/jobs/{id}` answers it.',
    parameters: ['jobId', 'lastEventId'],
    answers: {
      200: {
        description: 'The job now, and after each change.',
        headers: ['Cache-Control', 'X-Accel-Buffering'],
        content: { 'text/event-stream': EVENTS },
      },
      204: { description: 'It has ended, and the client has heard so: it need not ask again.' },
    },
    fails: READING,
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/jobs/{id}/input.png',
    id: 'readJobInput',
    tag: 'jobs',
    summary: 'The picture that the model saw',
    parameters: ['jobId'],
    answers: {
      200: {
        description: 'The picture as it was after the preprocessing.',
        headers: ['Cache-Control'],
        content: { 'image/png': { type: 'string', format: 'binary' } },
      },
    },
    fails: [...READING, 'input_not_found'],
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/jobs/{id}/saliency.png',
    id: 'readJobSaliency',
    tag: 'jobs',
    summary: 'Which strokes decided',
    description:
      'What the model saw, in grey; what spoke for its answer in orange, what spoke against it in blue. A worker makes it when it is first asked for: parts are covered, one after another, and how much less sure the model is without them is how much they spoke for its answer. It is kept with the result.',
    parameters: ['jobId'],
    answers: {
      200: {
        description: 'A picture as large as what the model saw, or a whole multiple of that.',
        headers: ['Cache-Control'],
        content: { 'image/png': { type: 'string', format: 'binary' } },
      },
    },
    fails: [...READING, 'input_not_found', 'model_not_loaded', 'model_broken', 'overloaded', 'prediction_timeout'],
    access: 'key',
  },
];
