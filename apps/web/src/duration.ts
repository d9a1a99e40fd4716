import type { Language } from '#contract';

/** From the longest on; a span is told in the longest unit that it is a whole number of. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span of time in words, such as `24 horas`. @param seconds whole ones */
export function duration(seconds: number, language: Language): string {
  // Up to two days people count hours.
  const [unit, length] = UNITS.find(([, each]) => seconds % each === 0 && (each < 86_400 || seconds > 2 * each))!;
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / length);
}

/** A short time as `12 ms` or `1,3 s`. @param ms milliseconds */
export function shortTime(ms: number, language: Language): string {
  const [amount, unit] = ms < 1_000 ? [Math.max(1, Math.round(ms)), 'millisecond'] : [ms / 1_000, 'second'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumSignificantDigits: 3 }).format(amount);
}
