import { ERRORS, type ErrorCode, type Problem } from './errors.js';
import { en } from './messages.en.js';
import { es } from './messages.es.js';

/** For each code a title of a few words and a sentence for a person. */
export type Messages = Record<ErrorCode, readonly [title: string, sentence: string]>;

export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const messages: Record<Language, Messages> = { es, en };

/** The sentence that tells a person what `code` means. */
export const sentence = (code: ErrorCode, language: Language): string => messages[language][code][1];

/** The body of an answer that fails with `code`. */
export function problem(code: ErrorCode, language: Language): Problem {
  const [title, detail] = messages[language][code];
  return { type: 'about:blank', title, status: ERRORS[code].status, detail, code, error: detail };
}
