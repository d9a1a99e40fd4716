import { DOORS } from './doors.js';

/** What Express takes for a path: letters of either case, with or without a slash at the end. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace('{id}', '[^/]+')}/?$`.replace('//?', '/'), 'i');

const paths = [...new Set(DOORS.map(({ path }) => path))].map((path) => ({
  pattern: patternOf(path),
  methods: DOORS.filter((door) => door.path === path).map(({ method }) => method.toUpperCase()),
}));

/**
 * The methods that a path takes.
 * @returns empty where there is nothing
 */
export function methodsAt(path: string): string[] {
  const methods = paths.find(({ pattern }) => pattern.test(path))?.methods ?? [];
  if (methods.length === 0) return [];
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
