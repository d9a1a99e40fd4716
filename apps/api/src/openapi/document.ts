import { BODIES } from './bodies.js';
import type { Answer, Door, JsonSchema } from './door.js';
import { DOORS } from './doors.js';
import { failuresOf, problemExamples } from './failures.js';
import { HEADERS, headersOf } from './headers.js';
import { INFO, SECURITY_SCHEMES, TAGS } from './info.js';
import { PARAMETERS } from './parameters.js';
import { schemas } from './schemas.js';

/** What of a service's settings shows in its document. */
export interface Described {
  pathPrefix: string;
  /** Whether nothing is answered without a key. */
  needsKey: boolean;
}

/** The OpenAPI 3.1 document of a service. */
export function openApiDocument({ pathPrefix, needsKey }: Described): JsonSchema {
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: pathPrefix || '/' }],
    tags: TAGS,
    security: [...(needsKey ? [] : [{}]), { key: [] }, { session: [] }],
    paths: pathsOf(DOORS),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      parameters: PARAMETERS,
      requestBodies: BODIES,
      headers: HEADERS,
      examples: problemExamples(DOORS),
      schemas: schemas(),
    },
  };
}

function pathsOf(doors: readonly Door[]): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const door of doors) (paths[door.path] ??= {})[door.method] = operationOf(door);
  return paths;
}

function operationOf(door: Door): JsonSchema {
  const { id, tag, summary, description, parameters = [], body, access } = door;
  const answers = Object.entries(door.answers).map(([status, answer]) => [status, answerOf(answer)]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(access === 'anyone' && { security: [] }),
    parameters: [...parameters, 'language'].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ...(body && { requestBody: { $ref: `#/components/requestBodies/${body}` } }),
    responses: { ...Object.fromEntries(answers), ...failuresOf(door) },
  };
}

function answerOf({ description, headers, mayHave, content, leadsTo }: Answer): JsonSchema {
  return {
    description,
    headers: headersOf(headers, mayHave),
    ...(content && {
      content: Object.fromEntries(
        Object.entries(content).map(([type, schema]) => [type, { schema: schemaOf(schema) }]),
      ),
    }),
    ...(leadsTo && {
      links: Object.fromEntries(
        leadsTo.map((operationId) => [operationId, { operationId, parameters: { id: '$response.body#/id' } }]),
      ),
    }),
  };
}

const schemaOf = (schema: string | JsonSchema): JsonSchema =>
  typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema;
