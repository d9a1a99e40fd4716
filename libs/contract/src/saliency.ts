import { z } from 'zod';
import { errorCodeSchema } from './error-code.js';

/** The queue of saliency maps that somebody has asked for. */
export const SALIENCY = 'saliency';

/** What one of its jobs carries: which picture's map is to be made. */
export const saliencyJobSchema = z.object({
  v: z.literal(1),
  bundle: z.string(),
  index: z.int().min(0),
  token: z.string(),
});
export type SaliencyJob = z.infer<typeof saliencyJobSchema>;

/** What is said on the map's channel when it has been made, or why it cannot be; the map is that of a picture of a bundle. */
export const mapAnnouncementSchema = z.object({ map: z.string(), failed: errorCodeSchema.nullable() });
export type MapAnnouncement = z.infer<typeof mapAnnouncementSchema>;
