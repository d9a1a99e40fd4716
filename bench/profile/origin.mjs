const META = new Set(['(idle)', '(program)', '(garbage collector)', '(root)']);

/** Code that is in no file: built into Node, V8 or an addon. */
export const NATIVE = 'native';

/** Whose a function of a profile is: a package, Node, one of our rooms, or one of V8's own names. */
export function originOf({ functionName, url }) {
  if (META.has(functionName)) return functionName;
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (name) return name;
  if (url.startsWith('node:')) return 'node';
  const [, room] = /\/dist\/((?:apps|libs)\/[^/]+|[^/]+)\//.exec(url) ?? [];
  return room ?? (url ? 'other' : NATIVE);
}

/** A function's place, short enough for a line. */
export function placeOf({ functionName, url, lineNumber }) {
  const name = functionName || '(anonymous)';
  if (!url) return name;
  const inPackage = /.*\/node_modules\/(.*)/.exec(url)?.[1];
  return `${name} ${inPackage ?? url.replace(/^.*\/dist\//, '')}:${lineNumber + 1}`;
}
