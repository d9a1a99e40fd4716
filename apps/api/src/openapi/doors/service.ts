import type { Door } from '../door.js';

/** What the service tells of itself. */
export const SERVICE: readonly Door[] = [
  {
    method: 'get',
    path: '/v1/models',
    id: 'listModels',
    tag: 'models',
    summary: 'The models that there are',
    answers: { 200: { description: 'The models.', content: { 'application/json': 'Models' } } },
    fails: ['queue_unavailable'],
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/limits',
    id: 'readLimits',
    tag: 'service',
    summary: 'How much is taken, and for how long',
    answers: { 200: { description: 'The limits.', content: { 'application/json': 'Limits' } } },
    fails: ['queue_unavailable'],
    access: 'key',
  },
  {
    method: 'get',
    path: '/v1/status',
    id: 'readStatus',
    tag: 'service',
    summary: 'How the service does',
    description: 'All its processes together, as they were at most some seconds ago.',
    answers: {
      200: { description: 'How it does.', headers: ['Cache-Control'], content: { 'application/json': 'Status' } },
    },
    fails: ['queue_unavailable'],
    access: 'key',
  },
  {
    method: 'get',
    path: '/health/live',
    id: 'isLive',
    tag: 'service',
    summary: 'Does this process live?',
    answers: {
      200: { description: 'It does.', headers: ['Cache-Control'], content: { 'application/json': 'Health' } },
    },
    fails: [],
    access: 'anyone',
  },
  {
    method: 'get',
    path: '/health/ready',
    id: 'isReady',
    tag: 'service',
    summary: 'Would a picture be answered now?',
    answers: {
      200: { description: 'It would.', headers: ['Cache-Control'], content: { 'application/json': 'Health' } },
    },
    fails: ['api_unreachable', 'queue_unavailable', 'model_not_loaded'],
    access: 'anyone',
  },
  {
    method: 'get',
    path: '/openapi.json',
    id: 'readDocument',
    tag: 'service',
    summary: 'This document',
    answers: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': { type: 'object' } } } },
    fails: [],
    access: 'anyone',
  },
  {
    method: 'get',
    path: '/',
    id: 'showFrontPage',
    tag: 'service',
    summary: 'Where things are, for a person',
    description: 'HTML, or plain text where `Accept` prefers it.',
    answers: {
      200: {
        description: 'The doors, and the address of the web page.',
        mayHave: ['Content-Security-Policy'],
        content: { 'text/html': { type: 'string' }, 'text/plain': { type: 'string' } },
      },
    },
    fails: [],
    access: 'anyone',
  },
];
