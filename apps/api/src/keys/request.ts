import { parseArgs } from 'node:util';
import { KEY_NAME, parseAllowance, type AccessKey } from '#platform';

/** What a person asks of the keys. */
export type KeyRequest =
  | { command: 'list' }
  | { command: 'rotate' | 'revoke'; name: string }
  | { command: 'add'; key: Omit<AccessKey, 'digest'> };

/** How to ask. */
export const USAGE = `npm run keys -- add NAME [--scope predict|admin] [--rate 50/s] [--quota 100000/d]
npm run keys -- list
npm run keys -- rotate NAME
npm run keys -- revoke NAME
(NAME: a-z 0-9 . _ -)`;

/** Reads the command's arguments. @returns null where they make no sense */
export function parseRequest(args: string[]): KeyRequest | null {
  try {
    const text = { type: 'string' } as const;
    const options = { scope: text, rate: text, quota: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [command, name, ...more] = positionals;
    const isPlain = Object.keys(values).length === 0;
    if (command === 'list') return name === undefined && isPlain ? { command } : null;
    if (name === undefined || more.length > 0 || !KEY_NAME.test(name)) return null;
    if (command === 'rotate' || command === 'revoke') return isPlain ? { command, name } : null;
    return command === 'add' ? parseNew(name, values) : null;
  } catch {
    return null;
  }
}

function parseNew(name: string, given: { scope?: string; rate?: string; quota?: string }): KeyRequest | null {
  const { scope = 'predict' } = given;
  const [rate, quota] = [given.rate, given.quota].map((text) => (text === undefined ? null : parseAllowance(text)));
  const isUnderstood = Boolean(rate) === Boolean(given.rate) && Boolean(quota) === Boolean(given.quota);
  if (!isUnderstood || (scope !== 'predict' && scope !== 'admin')) return null;
  return { command: 'add', key: { name, scope, rate: rate!, quota: quota! } };
}
