import { z } from 'zod';

/** What `GET /v1/status` answers: how the service does, all its processes together. */
export const statusSchema = z.object({
  workers: z.int().describe('Live workers.'),
  apis: z.int().describe('Live API processes.'),
  queue: z
    .object({
      waiting: z.int().describe('Those that no worker has in hand yet.'),
      processing: z.int().describe('Those that a worker has in hand.'),
    })
    .describe('Pictures without an outcome.'),
  rate: z.number().describe('Pictures answered a second, over the last minute.'),
  latency: z
    .object({ p50: z.int().nullable(), p95: z.int().nullable() })
    .describe(
      'Milliseconds from when a picture was accepted to when its outcome was written, over the last minute, to within 5 %: of half of the pictures at most, and of 95 of 100; null where there were none.',
    ),
});
export type Status = z.infer<typeof statusSchema>;
