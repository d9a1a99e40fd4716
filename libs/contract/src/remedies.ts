import type { ErrorCode } from './errors.js';
import type { Language } from './messages.js';
import { en } from './remedies.en.js';
import { es } from './remedies.es.js';
import type { Warning } from './warnings.js';

/** For each error and each warning, more than its sentence tells: when it comes, and what to do. */
export type Remedies = Record<ErrorCode | Warning, string>;

const remedies: Record<Language, Remedies> = { es, en };

/** When an error or a warning comes and what to do, for a person who looks it up. Markdown. */
export const remedy = (code: ErrorCode | Warning, language: Language): string => remedies[language][code];
