import type { CookieOptions } from 'express';

/** The cookie that a signed-in browser shows. */
export const SESSION_COOKIE = 'lince_session';

const IN_HEADER = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{43})(?:;|$)`);

/** The token of a session in a `Cookie` header; null where there is none. */
export const sessionIn = (header: string | undefined): string | null => IN_HEADER.exec(header ?? '')?.[1] ?? null;

/**
 * How a browser is to keep it: away from scripts, and from requests that other sites make it send.
 * @param prefix of the paths that it is for
 * @param secure whether the browser came by https
 */
export const cookieOptions = (prefix: string, secure: boolean): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure,
  path: prefix || '/',
});
