import { SAMPLE_PNG } from '#contract';
import type { JsonSchema } from './door.js';

const bytes = { type: 'string', format: 'binary' };
const raw = { schema: bytes };

/** The kinds that are taken, whatever a request says of its body: the content decides. */
const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/tiff', 'image/avif'];

/** What the doors take in, as OpenAPI writes it. */
export const BODIES = {
  picture: {
    description:
      'One picture (PNG, JPEG, WebP, GIF, TIFF or AVIF): the part `file` of a form, the bytes alone, or a data URL in JSON. The content decides what it is, not a name or a type. A body of another media type counts as none.',
    required: true,
    content: {
      'multipart/form-data': {
        schema: { type: 'object', required: ['file'], properties: { file: bytes } },
      },
      ...Object.fromEntries([...IMAGES, 'application/octet-stream'].map((type) => [type, raw])),
      'application/json': {
        schema: {
          type: 'object',
          required: ['image'],
          properties: {
            image: { type: 'string', minLength: 1, description: 'A data URL in base64, or its base64 alone.' },
          },
        },
        example: { image: `data:image/png;base64,${SAMPLE_PNG}` },
      },
    },
  },
  pictures: {
    description:
      'Many pictures: parts `file` of a form, each a picture or a zip of them, or a zip alone. A bad picture fails alone.',
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['file'],
          properties: { file: { type: 'array', minItems: 1, items: bytes } },
        },
      },
      ...Object.fromEntries(
        ['application/zip', 'application/x-zip-compressed', 'application/octet-stream'].map((type) => [type, raw]),
      ),
    },
  },
  key: {
    description: 'The access key to sign in with.',
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/SignIn' } } },
  },
} satisfies Record<string, JsonSchema>;

export type BodyName = keyof typeof BODIES;
