/** What may accompany an answer: it stays an answer, but a person should look again. */
export const WARNINGS = ['not_a_digit', 'several_digits', 'low_confidence'] as const;
export type Warning = (typeof WARNINGS)[number];
