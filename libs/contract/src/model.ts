import { z } from 'zod';

/** What a model wants to see. `fit` says how an upload becomes the model's picture. */
export const inputSpecSchema = z.object({
  width: z.int().min(1).max(1024),
  height: z.int().min(1).max(1024),
  channels: z.union([z.literal(1), z.literal(3)]),
  /**
   * `digit`: found in the picture, light on dark, fitted and centred as MNIST's makers did; `stretch`: resized whatever its
   * shape; `pad`: resized keeping its shape, the rest filled with the colour of its border.
   */
  fit: z.enum(['digit', 'stretch', 'pad']),
  /** Whether the fitted picture's negative is what the model was trained with. */
  invert: z.boolean().optional(),
  /** Whether rows and columns change places last. */
  transpose: z.boolean().optional(),
  /** Range that the 8-bit values 0–255 are mapped to, linearly. */
  range: z.tuple([z.number(), z.number()]),
});
export type InputSpec = z.infer<typeof inputSpecSchema>;

/** Measured quality: the share of `images` pictures of `data` that the model reads rightly. */
const qualitySchema = z.object({ accuracy: z.number().min(0).max(1), images: z.int(), data: z.string() });

/**
 * Below what an answer carries a warning: a confidence, `low_confidence`; a score, `not_a_digit`. Where there is one for
 * the score, the network has one more output after those of its labels: how surely the picture shows any of them.
 */
const warnBelowSchema = z.object({
  confidence: z.number().min(0).max(1),
  score: z.number().min(0).max(1).optional(),
});

/** Where a model came from that was trained elsewhere. */
const sourceSchema = z.object({
  /** The file's name, without folders, and the SHA-256 of its bytes. */
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What it was, for a person: `Keras 2.15.0, HDF5`. */
  format: z.string(),
  date: z.string(),
});

/** Beside the manifest, never elsewhere. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

/** `model/<name>/<version>/manifest.json`: all there is to know of a model without loading it. */
export const manifestSchema = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  version: z.int().min(1).max(999_999_999),
  /** One label a class, in the order of the model's outputs. */
  labels: z.array(z.string()).min(2),
  input: inputSpecSchema,
  warnBelow: warnBelowSchema.default({ confidence: 0.5 }),
  /**
   * Files beside the manifest: topology (JSON) in one of TF.js's two formats, and its weights (one binary shard). The
   * network has one input, height × width × channels or another shape of as many values in that order, and one output: a
   * probability for each label, or for the second of two alone.
   */
  files: z.object({
    format: z.enum(['layers-model', 'graph-model']).default('layers-model'),
    topology: fileName,
    weights: fileName,
    weightsSha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  parameters: z.int(),
  /** Multiply-adds of one prediction. */
  multiplyAdds: z.int(),
  /** Null where nobody has measured it. */
  quality: qualitySchema.nullable(),
  /** How it was made, so that it can be made again. */
  training: z.object({ command: z.string(), seed: z.int(), epochs: z.int(), date: z.string() }).optional(),
  source: sourceSchema.optional(),
});
export type ModelManifest = z.infer<typeof manifestSchema>;

/** A model as asked for: without a version, the highest that is there. */
export const modelReferenceSchema = z.object({ name: z.string(), version: z.int().nullable() });
export type ModelReference = z.infer<typeof modelReferenceSchema>;

/** A model that answered. */
export const servedModelSchema = z.object({ name: z.string(), version: z.int() });
export type ServedModel = z.infer<typeof servedModelSchema>;

/** `name`, `name@version` or `name@latest`. */
export const MODEL_REFERENCE = /^([a-z0-9][a-z0-9._-]{0,63})(?:@(?:latest|([1-9][0-9]{0,8})))?$/;

/**
 * Reads a {@link MODEL_REFERENCE}.
 * @returns null when the text is none
 */
export function parseModelReference(text: string): ModelReference | null {
  const match = MODEL_REFERENCE.exec(text);
  return match ? { name: match[1]!, version: match[2] ? Number(match[2]) : null } : null;
}

/** The text that {@link parseModelReference} reads. */
export const formatModelReference = ({ name, version }: ModelReference): string =>
  version === null ? name : `${name}@${version}`;
