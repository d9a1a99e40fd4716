import { z } from 'zod';
import { errorCodeSchema } from './error-code.js';
import { manifestSchema, servedModelSchema } from './model.js';

/** A model as clients may know it. */
export const modelSummarySchema = manifestSchema
  .pick({ name: true, version: true, labels: true, input: true, parameters: true, multiplyAdds: true, quality: true })
  .extend({
    source: manifestSchema.shape.source
      .unwrap()
      .nullable()
      .describe('Where it came from; null if it was trained here.'),
    default: z.boolean().describe('Whether pictures go to it when no model is named.'),
    workers: z.int().describe('How many live workers have it loaded.'),
    warmOn: z.array(z.string()).describe('The ids of those workers.'),
  });
export type ModelSummary = z.infer<typeof modelSummarySchema>;

/** A version whose files cannot be used. */
export const brokenModelSchema = servedModelSchema.extend({
  code: errorCodeSchema,
  detail: z.string().describe('A sentence for a person.'),
});
export type BrokenModel = z.infer<typeof brokenModelSchema>;

/** What `GET /v1/models` answers. */
export const modelListSchema = z.object({
  models: z.array(modelSummarySchema).describe('Those that answer, or would if they were asked.'),
  broken: z
    .array(brokenModelSchema)
    .describe('Versions whose files cannot be used; what was loaded before may go on answering.'),
});
export type ModelListing = z.infer<typeof modelListSchema>;
