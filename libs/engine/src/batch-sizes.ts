/**
 * Sizes of the batches that native TensorFlow predicts, ascending: it prepares its kernels anew for each size that it
 * meets, at the cost of a small batch, so that few sizes are better than all. The gaps cost less than that.
 */
export const SIZES = [1, 2, 4, 8, 12, 16, 20, 24, 28, 32];

/** Multiply-adds from which a batch is long at work anyway. */
const MUCH = 2e8;

/** The sizes beyond one picture that are worth preparing for before the first comes. */
export const sizesToWarm = (multiplyAdds: number): number[] =>
  SIZES.filter((size) => size > 1 && multiplyAdds > 0 && size * multiplyAdds <= MUCH);

/** The least of the sizes that holds `count`; `count` itself beyond them. */
export const sizeFor = (count: number): number => SIZES.find((size) => size >= count) ?? count;
