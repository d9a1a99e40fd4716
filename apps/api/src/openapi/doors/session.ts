import type { Door } from '../door.js';

/** What browsers sign in and out by. */
export const SESSION: readonly Door[] = [
  {
    method: 'get',
    path: '/v1/session',
    id: 'readSession',
    tag: 'session',
    summary: 'Who is signed in',
    answers: {
      200: { description: 'Who it is.', headers: ['Cache-Control'], content: { 'application/json': 'Session' } },
    },
    fails: ['queue_unavailable'],
    access: 'anyone',
  },
  {
    method: 'post',
    path: '/v1/session',
    id: 'signIn',
    tag: 'session',
    summary: 'Sign a browser in with a key',
    body: 'key',
    answers: {
      200: {
        description: 'Signed in.',
        headers: ['Cache-Control', 'Set-Cookie'],
        content: { 'application/json': 'Session' },
      },
    },
    fails: ['key_invalid', 'queue_unavailable'],
    access: 'anyone',
  },
  {
    method: 'delete',
    path: '/v1/session',
    id: 'signOut',
    tag: 'session',
    summary: 'Sign out',
    answers: { 204: { description: 'Nobody is signed in any more.', headers: ['Set-Cookie'] } },
    fails: ['queue_unavailable'],
    access: 'anyone',
  },
];
