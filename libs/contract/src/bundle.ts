import { z } from 'zod';
import { errorCodeSchema } from './error-code.js';
import { modelReferenceSchema } from './model.js';
import { cropSchema, predictionSchema } from './prediction.js';

/** The queue of bundles that somebody waits for. */
export const QUEUE = 'bundles';

/** The queue of bundles whose answers are asked for later. Workers take from both, so that neither keeps the other waiting. */
export const SUBMITTED = 'submitted';

/** Tries that a picture gets; a worker's crash and a fault of ours each use one up. */
export const MAX_TRIES = 3;

/** Entries of BullMQ's event stream that are kept: nothing of ours reads it, for the records announce their changes. */
export const EVENTS_KEPT = 100;

/** Most pictures of a bundle, and bytes from which it takes no more of them. */
export const BUNDLE_PICTURES = 32;
export const BUNDLE_BYTES = 2_000_000;

/** What one BullMQ job carries: a reference to a record that holds `pictures` uploads for one model. */
export const bundleSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  pictures: z.int().min(1),
  model: modelReferenceSchema,
});
export type Bundle = z.infer<typeof bundleSchema>;

/** How large the small picture is that the model really saw; its bytes lie beside the outcome in the record. */
const seenShapeSchema = z.object({ width: z.int(), height: z.int(), channels: z.int() });
export type SeenShape = z.infer<typeof seenShapeSchema>;

/** What became of one picture: a prediction or an error code. Durations in milliseconds. */
export const outcomeSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('succeeded'),
    result: predictionSchema,
    seen: seenShapeSchema,
    /** Workers of before there was one do not tell. */
    crop: cropSchema.optional(),
    preprocess: z.number(),
    predict: z.number(),
  }),
  z.object({ state: z.literal('failed'), code: errorCodeSchema }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;
