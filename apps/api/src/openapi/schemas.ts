import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  batchResultsSchema,
  batchSnapshotSchema,
  healthSchema,
  jobErrorSchema,
  limitsSchema,
  modelListSchema,
  modelReferenceSchema,
  predictAnswerSchema,
  predictionSchema,
  problemSchema,
  servedModelSchema,
  sessionSchema,
  signInSchema,
  snapshotSchema,
  statusSchema,
} from '#contract';
import type { JsonSchema } from './door.js';

/** What the document calls the shapes of bodies. */
const SHAPES = {
  Answer: predictAnswerSchema,
  Batch: batchSnapshotSchema,
  BatchResults: batchResultsSchema,
  Health: healthSchema,
  Job: snapshotSchema,
  JobError: jobErrorSchema,
  Limits: limitsSchema,
  ModelReference: modelReferenceSchema,
  Models: modelListSchema,
  Prediction: predictionSchema,
  Problem: problemSchema,
  ServedModel: servedModelSchema,
  Session: sessionSchema,
  SignIn: signInSchema,
  Status: statusSchema,
} satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof SHAPES;

/** The schemas of {@link SHAPES} as JSON Schema, each by its name. */
export function schemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(SHAPES)) registry.add(shape, { id });
  const made = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => plainly(jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

/** What any integer that JavaScript counts with is, what `format` says already; and tuples of equals, which few tools know. */
function plainly(schema: JsonSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.format === 'date-time') delete schema.pattern;
  const [first, ...others] = (schema.prefixItems as JsonSchema[] | undefined) ?? [];
  if (first && others.every((each) => isDeepStrictEqual(each, first))) {
    schema.items = first;
    delete schema.prefixItems;
  }
}
