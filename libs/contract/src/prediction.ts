import { z } from 'zod';
import { errorCodeSchema } from './error-code.js';
import { JOB_STATES } from './job-state.js';
import { modelReferenceSchema, servedModelSchema } from './model.js';
import { WARNINGS } from './warnings.js';

export const jobStateSchema = z.enum(JOB_STATES);

/** What a person should know before believing an answer. */
export const warningSchema = z.enum(WARNINGS);

/** How many classes an answer names at most, the likeliest. */
export const TOP = 5;

/** What a model says of one picture; `class` is the argmax of `probabilities`, `confidence` its probability, unrounded. */
export const predictionSchema = z.object({
  class: z.int(),
  label: z.string(),
  confidence: z.number(),
  probabilities: z.array(z.number()),
  /** The likeliest classes, at most {@link TOP}, the likeliest first; empty in answers of before there were any. */
  top: z.array(z.object({ class: z.int(), label: z.string(), confidence: z.number() })).default([]),
  /** How surely, from 0 to 1, the picture shows any of the labels at all; null where the model cannot tell. */
  score: z.number().nullable().default(null),
  warnings: z.array(warningSchema).default([]),
  model: servedModelSchema,
});
export type Prediction = z.infer<typeof predictionSchema>;

/** `POST /predict`'s answer. */
export const predictAnswerSchema = predictionSchema.extend({ id: z.string() });
export type PredictAnswer = z.infer<typeof predictAnswerSchema>;

/** Milliseconds that a job spent waiting, being preprocessed and being predicted. */
export const timingsSchema = z.object({
  waited: z.number().nullable(),
  preprocess: z.number().nullable(),
  predict: z.number().nullable(),
});

/**
 * A part of the upright picture, in shares of its width and height: left and top belong to it, right and bottom do not. What
 * lies outside the model was not shown: where it looks for a digit, this is the box of the digit's strokes; else all of it.
 */
export const cropSchema = z.object({
  left: z.number().min(0).max(1),
  top: z.number().min(0).max(1),
  right: z.number().min(0).max(1),
  bottom: z.number().min(0).max(1),
});
export type Crop = z.infer<typeof cropSchema>;

/** Why a job failed; `detail` is for a person, in the client's language. */
export const jobErrorSchema = z.object({
  code: errorCodeSchema,
  status: z.int(),
  retryable: z.boolean(),
  detail: z.string(),
});

/** What a client may know of a job now: the same over REST, server-sent events and sockets. Times are ISO 8601. */
export const snapshotSchema = z.object({
  id: z.string(),
  state: jobStateSchema,
  created: z.iso.datetime(),
  started: z.iso.datetime().nullable(),
  finished: z.iso.datetime().nullable(),
  model: modelReferenceSchema,
  timings: timingsSchema,
  result: predictionSchema.nullable(),
  error: jobErrorSchema.nullable(),
  ahead: z
    .int()
    .nullable()
    .describe(
      'While the job waits, how many pictures were before it in line when it was asked for: of all callers, of those that wait as it does (being waited for, or submitted), without those that workers have in hand. An estimate where they are many; pictures that come later may go before it, for callers take turns. Null where it does not wait, or that cannot be told.',
    ),
  crop: cropSchema
    .nullable()
    .describe(
      'The part of the upright picture that the model was shown; null where there is no result, or one of before it was told.',
    ),
  links: z.object({
    self: z.string(),
    events: z.string(),
    input: z.string().nullable(),
    saliency: z.string().nullable(),
  }),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
