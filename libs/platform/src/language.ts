import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import { LANGUAGES, type Language } from '#contract';

/** The language that a client prefers; Spanish where it does not say. */
export const languageOf = (request: Pick<IncomingMessage, 'headers'>): Language =>
  new Negotiator(request).language([...LANGUAGES]) === 'en' ? 'en' : 'es';
