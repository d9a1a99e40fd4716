/**
 * A request's path as it is behind the prefix: a proxy may have kept it or taken it away.
 * @returns null for the prefix alone, which lacks the `/` that the page's own addresses are relative to
 */
export function withoutPrefix(path: string, prefix: string): string | null {
  const rest = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  if (rest.startsWith('/')) return rest;
  return rest === '' || rest.startsWith('?') ? null : path;
}
