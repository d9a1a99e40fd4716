/** How sure an answer is, in a word for it; the words are in the dictionaries. */
export type Sureness = 'certain' | 'likely' | 'fair' | 'doubtful' | 'guess';

/** From the surest on, with the confidence from which it is so. Confidence is calibrated: of answers at 0.9, nine in ten hold. */
const SURENESS: readonly (readonly [Sureness, number])[] = [
  ['certain', 0.99],
  ['likely', 0.9],
  ['fair', 0.7],
  ['doubtful', 0.5],
];

/** @param confidence 0 to 1 */
export const surenessOf = (confidence: number): Sureness =>
  SURENESS.find(([, least]) => confidence >= least)?.[0] ?? 'guess';
