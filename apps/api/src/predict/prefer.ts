/** How long a client wants to wait for an answer before it gets a 202 (RFC 7240). */
export type Preference = { wait: number } | null;

/**
 * Reads a `Prefer` header.
 * @returns the milliseconds to wait, 0 for `respond-async` alone; null where nothing is preferred
 */
export function parsePrefer(header: string | string[] | undefined): Preference {
  const preferences = [header ?? []].flat().join(',').split(/[,;]/).map((each) => each.trim().toLowerCase());
  const wait = preferences.map((each) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(each)).find(Boolean);
  if (wait) return { wait: Number(wait[1]) * 1_000 };
  return preferences.includes('respond-async') ? { wait: 0 } : null;
}
