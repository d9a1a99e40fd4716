import { z } from 'zod';
import { modelReferenceSchema } from './model.js';
import { jobErrorSchema, jobStateSchema, predictionSchema } from './prediction.js';

/** A batch's states as clients see them: its pictures arrive, wait for their outcomes, have them all. */
export const batchStateSchema = z.enum(['receiving', 'processing', 'finished']);
export type BatchState = z.infer<typeof batchStateSchema>;

/** What a client may know of a batch now: the same over REST, server-sent events and sockets. Times are ISO 8601. */
export const batchSnapshotSchema = z.object({
  id: z.string(),
  state: batchStateSchema,
  model: modelReferenceSchema,
  created: z.iso.datetime(),
  finished: z.iso.datetime().nullable(),
  /** Its pictures, those apart that were erased one by one. */
  total: z.int(),
  /** `queued` are those without an outcome, waiting or being processed. */
  counts: z.object({ queued: z.int(), succeeded: z.int(), failed: z.int(), canceled: z.int() }),
  links: z.object({ self: z.string(), events: z.string(), results: z.string(), csv: z.string() }),
});
export type BatchSnapshot = z.infer<typeof batchSnapshotSchema>;

/** What became of one picture of a batch. */
export const batchResultSchema = z.object({
  /** Its place in the order of upload, from 0. */
  index: z.int(),
  /** The file's name, as the client or the zip gave it. */
  name: z.string(),
  /** The job's id. */
  id: z.string(),
  state: jobStateSchema,
  result: predictionSchema.nullable(),
  error: jobErrorSchema.nullable(),
});
export type BatchResult = z.infer<typeof batchResultSchema>;

/** A batch with all that became of its pictures. */
export const batchResultsSchema = batchSnapshotSchema.extend({ results: z.array(batchResultSchema) });
export type BatchResults = z.infer<typeof batchResultsSchema>;
