import { ERRORS, type ErrorCode } from './errors.js';
import { en } from './messages.en.js';
import { es } from './messages.es.js';
import type { Help, Problem } from './problem.js';
import type { Warning } from './warnings.js';

/** For each error a title of a few words and a sentence for a person; for each warning a sentence. */
export type Messages = Record<ErrorCode, readonly [title: string, sentence: string]> & Record<Warning, string>;

export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const messages: Record<Language, Messages> = { es, en };

/** The sentence that tells a person what `code` means. */
export const sentence = (code: ErrorCode, language: Language): string => messages[language][code][1];

/** The sentence that tells a person what to think of an answer that carries `warning`. */
export const warningSentence = (warning: Warning, language: Language): string => messages[language][warning];

/** The body of an answer that fails with `code`. */
export function problem(code: ErrorCode, language: Language, help: Help = {}): Problem {
  const [title, detail] = messages[language][code];
  return { type: 'about:blank', title, status: ERRORS[code].status, detail, code, error: detail, ...help };
}
