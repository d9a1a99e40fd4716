import type { InputSpec } from '#contract';

/** How pictures were turned into numbers when a model was trained: what its file does not tell. */
export type Convention = Pick<InputSpec, 'range'> & { invert: boolean; transpose: boolean };

/** The usual ones, and how much likelier than them another must be to be believed, in nats a picture. */
const RANGES: [range: InputSpec['range'], doubt: number][] = [
  [[0, 1], 0],
  [[-1, 1], 0.15],
  // Large values make any model sure of itself, which is no sign of being right.
  [[0, 255], 0.1],
];
const TRANSPOSED_DOUBT = 0.05;

/** All that are tried. */
export const CONVENTIONS: (Convention & { doubt: number })[] = RANGES.flatMap(([range, doubt]) =>
  [false, true].flatMap((transpose) =>
    [false, true].map((invert) => ({ range, invert, transpose, doubt: doubt + (transpose ? TRANSPOSED_DOUBT : 0) })),
  ),
);

type Asked = Pick<InputSpec, 'range' | 'invert' | 'transpose'>;

/** As the command's options say it. */
export function optionsOf({ range: [low, high], invert, transpose }: Asked): string {
  return [`--scale ${low}..${high}`, ...(invert ? ['--invert'] : []), ...(transpose ? ['--transpose'] : [])].join(' ');
}
