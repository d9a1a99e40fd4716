import type { ErrorCode } from '#contract';
import type { Door } from '../door.js';
import { ROOM } from '../headers.js';

/** What the reading and taking in of a picture may fail with, answered now or later. */
const TAKING = [
  'file_missing',
  'file_empty',
  'upload_too_large',
  'unsupported_image',
  'heic_unsupported',
  'model_not_found',
  'model_not_loaded',
  // The earlier request's job, where that was erased in this very moment.
  'job_not_found',
  'idempotency_mismatch',
  'too_many_waiting',
  'overloaded',
  'queue_unavailable',
] as const satisfies readonly ErrorCode[];

const JOB_DOORS = ['readJob', 'followJob', 'removeJob'];

/** The doors that one picture comes in by. */
export const PICTURES: readonly Door[] = [
  {
    method: 'post',
    path: '/predict',
    id: 'predict',
    tag: 'pictures',
    summary: 'Classify a picture and wait for the answer',
    description: 'With `Prefer` it waits no longer than the client wants, and then leaves the answer for later.',
    parameters: ['model', 'prefer', 'idempotencyKey'],
    body: 'picture',
    answers: {
      200: {
        description: 'What the model says of the picture.',
        headers: ROOM,
        mayHave: ['Preference-Applied', 'Idempotency-Replayed'],
        content: { 'application/json': 'Answer' },
        leadsTo: ['readJob', 'readJobInput', 'removeJob'],
      },
      202: {
        description: 'The picture was accepted; the answer was not waited for, or not to its end.',
        headers: [...ROOM, 'Location', 'Preference-Applied'],
        mayHave: ['Idempotency-Replayed'],
        content: { 'application/json': 'Job' },
        leadsTo: JOB_DOORS,
      },
    },
    fails: [
      ...TAKING,
      'job_canceled',
      'image_too_large',
      'image_too_complex',
      'undecodable_image',
      'blank_image',
      'quarantined',
      'model_broken',
      'prediction_timeout',
      'expired',
    ],
    failsWith: { 504: ['Location'] },
    access: 'pictures',
  },
  {
    method: 'post',
    path: '/v1/jobs',
    id: 'createJob',
    tag: 'jobs',
    summary: 'Leave a picture and ask for its answer later',
    description: 'What is wrong with a picture that cannot be seen from its first bytes is told by the job.',
    parameters: ['model', 'idempotencyKey'],
    body: 'picture',
    answers: {
      202: {
        description: 'The picture was accepted, and will not be lost.',
        headers: [...ROOM, 'Location'],
        mayHave: ['Idempotency-Replayed'],
        content: { 'application/json': 'Job' },
        leadsTo: JOB_DOORS,
      },
    },
    fails: TAKING,
    access: 'pictures',
  },
];
