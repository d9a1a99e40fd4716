/** How long a client wants to wait for an answer before it gets a 202 (RFC 7240). */
export interface Preference {
  /** Milliseconds; 0 for `respond-async` alone. */
  wait: number;
  /** What to tell the client that was heeded. */
  applied: string;
}

/** Reads a `Prefer` header. @returns null where nothing is preferred that we know of */
export function parsePrefer(header: string | string[] | undefined): Preference | null {
  const preferences = [header ?? []]
    .flat()
    .join(',')
    .split(/[,;]/)
    .map((each) => each.trim().toLowerCase());
  const wait = preferences.map((each) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(each)).find(Boolean);
  if (wait) return { wait: Number(wait[1]) * 1_000, applied: `wait=${wait[1]}` };
  return preferences.includes('respond-async') ? { wait: 0, applied: 'respond-async' } : null;
}
