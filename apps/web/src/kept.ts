// Browsers that are told to keep nothing throw at the mere touch of localStorage; a choice then lasts as long as the page.

/** What this browser keeps under a name, if it is one of the values that it may be. */
export function readKept<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
  try {
    const kept = localStorage.getItem(name);
    return values.find((value) => value === kept);
  } catch {
    return undefined;
  }
}

/** Has this browser keep a value under a name. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}
