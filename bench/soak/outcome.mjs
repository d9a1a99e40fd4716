/** What became of a job, as one text: the same outcome is the same text, over whichever door it is told. */
export function outcomeOf({ state, result, error }) {
  const parts = [state];
  if (error) parts.push(error.code);
  if (result) parts.push(result.class, result.confidence, ...result.probabilities);
  return parts.join(' ');
}

/** What became of a finished batch, as one text. */
export const outcomeOfBatch = ({ total, counts }) =>
  ['finished', total, counts.queued, counts.succeeded, counts.failed, counts.canceled].join(' ');
