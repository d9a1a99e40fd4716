/** A job's states as clients see them; the last three are final. Apart from the schemas, so that the page does not carry zod. */
export const JOB_STATES = ['queued', 'processing', 'succeeded', 'failed', 'canceled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Whether nothing will change any more. */
export const isFinal = (state: JobState): boolean => state !== 'queued' && state !== 'processing';
