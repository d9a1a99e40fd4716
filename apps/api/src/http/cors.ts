import type { NestExpressApplication } from '@nestjs/platform-express';

/** Seconds for which a browser need not ask again whether it may. */
const MAX_AGE = 600;

/** What pages of some other sites may do: all that they could by a key of their own; never by this site's cookies. */
export const corsFor = (origins: readonly string[]): Parameters<NestExpressApplication['enableCors']>[0] => ({
  origin: [...origins],
  methods: ['GET', 'POST', 'DELETE'],
  allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID', 'Prefer'],
  exposedHeaders: [
    'Idempotency-Replayed',
    'Location',
    'Preference-Applied',
    'RateLimit-Limit',
    'RateLimit-Remaining',
    'RateLimit-Reset',
    'Retry-After',
    'X-Request-Id',
  ],
  maxAge: MAX_AGE,
});
