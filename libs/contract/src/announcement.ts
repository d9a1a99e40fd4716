import { z } from 'zod';
import { outcomeSchema } from './bundle.js';

/** A change of one picture, as its record announces it; `at` is milliseconds of Redis' clock since 1970. */
export const changeSchema = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['processing', 'canceled', 'erased']), at: z.number() }),
  z.object({ state: z.enum(['succeeded', 'failed']), at: z.number(), outcome: outcomeSchema }),
]);
export type Change = z.infer<typeof changeSchema>;

/** What a record says of itself on the channel when pictures of its bundle, by their index, change. */
export const announcementSchema = z.object({ bundle: z.string(), pictures: z.record(z.string(), changeSchema) });
export type Announcement = z.infer<typeof announcementSchema>;

/** What a batch says of itself on its channel: how it stands after a change, or that it was erased. */
export const batchAnnouncementSchema = z.union([
  z.object({ batch: z.string(), erased: z.literal(true) }),
  z.object({
    batch: z.string(),
    /** How many changes there have been; a lower number is older. */
    change: z.int(),
    total: z.int(),
    open: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    canceled: z.int(),
    sealed: z.int(),
    finished: z.number().nullable(),
  }),
]);
export type BatchAnnouncement = z.infer<typeof batchAnnouncementSchema>;
