import { z } from 'zod';

/** What the health doors answer when all is well. */
export const healthSchema = z.object({ status: z.literal('ok') });
export type Health = z.infer<typeof healthSchema>;
