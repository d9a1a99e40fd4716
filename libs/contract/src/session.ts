import { z } from 'zod';

/** What a key lets its holder do: `predict`, send pictures and ask for what became of them; `admin`, also see the queues. */
export const scopeSchema = z.enum(['predict', 'admin']);
export type Scope = z.infer<typeof scopeSchema>;

/** Who is asking, as far as the service knows. */
export const sessionSchema = z.object({
  /** The name of the key that it asks with; null without one. */
  name: z.string().nullable(),
  /** What it may do; null where it is not let in. */
  scope: scopeSchema.nullable(),
  /** Whether a key is needed. */
  keys: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** What a service takes, and how long it keeps it. */
export const limitsSchema = z.object({
  /** Most bytes and pixels of a picture. */
  uploadBytes: z.int(),
  pixels: z.int(),
  /** Most bytes and pictures of a batch. */
  batchBytes: z.int(),
  batchPictures: z.int(),
  /** Seconds that a result is kept, and that an upload waits at most; it is erased as soon as there is a result. */
  resultSeconds: z.int(),
  waitSeconds: z.int(),
});
export type Limits = z.infer<typeof limitsSchema>;
