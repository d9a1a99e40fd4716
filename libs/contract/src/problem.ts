import { z } from 'zod';
import { errorCodeSchema } from './error-code.js';

/** What helps a client on, besides the code. */
export const helpSchema = z.object({
  models: z
    .array(z.string())
    .optional()
    .describe('With `model_not_found`: the models that there are, each as `name@version`.'),
  retryAfter: z
    .number()
    .optional()
    .describe('With what may succeed later: after how many seconds, as in the header `Retry-After`.'),
});
export type Help = z.infer<typeof helpSchema>;

/** The body of every failed answer, RFC 9457. */
export const problemSchema = helpSchema.extend({
  type: z.literal('about:blank'),
  title: z.string().describe('A few words for a person.'),
  status: z.int().describe('The HTTP status.'),
  detail: z.string().describe('A sentence for a person, in Spanish, or in English where `Accept-Language` prefers it.'),
  code: errorCodeSchema.describe('What happened, for a program.'),
  error: z.string().describe('The same as `detail`, for clients of the old demo.'),
});
export type Problem = z.infer<typeof problemSchema>;
