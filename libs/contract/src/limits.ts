import { z } from 'zod';

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
