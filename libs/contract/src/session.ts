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

/** What a browser signs in with. */
export const signInSchema = z.object({ key: z.string() });
