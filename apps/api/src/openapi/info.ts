import { SESSION_COOKIE } from '../access/session-cookie.js';
import type { Tag } from './door.js';

/** What the document is about. */
export const INFO = {
  title: 'Lince',
  version: '1',
  summary: 'Self-hosted, queue-based image classification',
  description: [
    'Send a picture of a handwritten digit and get what the model reads in it: now (`POST /predict`), or later (`POST /v1/jobs`).',
    'Every failure is `application/problem+json` with a `code`; the codes that a door may answer are listed with each of its statuses.',
    'Other methods than those listed are answered 405 with `Allow`; `HEAD` is as `GET` without the body, and `OPTIONS` answers 204 with `Allow`.',
    'Unknown query parameters are passed over; known ones may come once.',
    'Changes of jobs and batches are told over Socket.IO, too, at `/socket.io`.',
  ].join('\n\n'),
  license: { name: 'MIT', identifier: 'MIT' },
};

const TAG_TEXTS: Record<Tag, string> = {
  pictures: 'A picture whose answer is waited for',
  jobs: 'Pictures whose answers are asked for later',
  batches: 'Many pictures at once',
  models: 'What the pictures are read with',
  service: 'What the service tells of itself',
  session: 'Browsers that sign in with a key',
};

/** What the doors are about. */
export const TAGS = Object.entries(TAG_TEXTS).map(([name, description]) => ({ name, description }));

/** How a client says who it is. */
export const SECURITY_SCHEMES = {
  key: { type: 'http', scheme: 'bearer', description: 'An access key.' },
  session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'A browser that has signed in.' },
};
