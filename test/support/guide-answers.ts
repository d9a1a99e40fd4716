/**
 * Whether an answer is what a guide shows: the same keys, all the way down; of a list, its first item; values may be others,
 * and where either has null, anything.
 * @param shown JSON
 * @param said what a command printed, JSON in its last line
 * @returns what it said, where it is; else what was expected, so that the difference is seen
 */
export function isShownBy(shown: string, said: string): string {
  const alike = isLike(JSON.parse(shown), JSON.parse(said.trim().split('\n').at(-1)!));
  return alike ? said : shown;
}

function isLike(shown: unknown, said: unknown): boolean {
  if (shown === null || said === null) return true;
  if (Array.isArray(shown) && Array.isArray(said)) {
    return shown.length === 0 || said.length === 0 || isLike(shown[0], said[0]);
  }
  if (typeof shown !== 'object' || typeof said !== 'object') return typeof shown === typeof said;
  const [expected, found] = [shown, said] as [Record<string, unknown>, Record<string, unknown>];
  const keys = Object.keys(expected);
  return (
    keys.sort().join() === Object.keys(found).sort().join() && keys.every((key) => isLike(expected[key], found[key]))
  );
}

/**
 * Whether each line that a guide shows was printed, in any order; `…` in it stands for anything.
 * @returns as {@link isShownBy}
 */
export function saysAll(shown: string, said: string): string {
  const lines = said.split(/\r?\n/).map((line) => line.trim());
  const missing = shown
    .split('\n')
    .filter((line) => line.trim())
    .filter((line) => !lines.some((each) => patternOf(line).test(each)));
  return missing.length === 0 ? said : `missing: ${missing.join('\n')}`;
}

const patternOf = (line: string): RegExp =>
  new RegExp(
    `^${line
      .trim()
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
