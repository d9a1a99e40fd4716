import { readFileSync } from 'node:fs';
import { SettingError } from './setting.js';

/** scheme, and user with or without a password; no socket has either */
const LOGIN = /^(rediss?(?:\+\w+)?:\/\/)(?:([^@/?#]*)@)?/i;

/** Redis' address with a password from elsewhere, where it names none itself. */
export const withPassword = (url: string, password: string): string =>
  url.replace(LOGIN, (own: string, scheme: string, user = '') =>
    password === '' || user.includes(':') ? own : `${scheme}${user}:${encodeURIComponent(password)}@`,
  );

/**
 * Reads a password from a file; one that comes later is worth another start.
 * @param path empty for none
 * @throws Error with a sentence for a person where it is not there yet, SettingError where it cannot be read
 */
export function readPassword(path: string): string {
  if (path === '') return '';
  const password = read(path).replace(/\r?\n$/, '');
  if (password !== '') return password;
  throw new Error(
    `La contraseña de Redis aún no está en ${path} (LINCE_REDIS_PASSWORD_FILE). / ` +
      `Redis' password is not in ${path} yet (LINCE_REDIS_PASSWORD_FILE).`,
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new SettingError(
      `LINCE_REDIS_PASSWORD_FILE="${path}" no se puede leer (${code}). / ` +
        `LINCE_REDIS_PASSWORD_FILE="${path}" cannot be read (${code}).`,
    );
  }
}
