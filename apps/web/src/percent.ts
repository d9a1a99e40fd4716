/** A share of the whole, 0 to 1, as people read it: `0.98765` is `98.77`. */
export const percent = (share: number): string => (100 * share).toFixed(2);
