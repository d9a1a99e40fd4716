import type { Response } from 'express';

/**
 * Has a person see a few words.
 * @param body HTML of our own; nothing in it may come from a request
 */
export function smallPage(response: Response, title: string, body: string): string {
  response.type('html').set('Content-Security-Policy', "default-src 'none'");
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}`;
}
