/** The middle one of the numbers, or the mean of the middle two; null where there are none. */
export function median(values) {
  const sorted = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One row from those of several rounds: each number is the median, errors are added up; nested objects likewise. */
export function medianRow(rows) {
  const [first] = rows;
  return Object.fromEntries(
    Object.entries(first).map(([name, value]) => {
      const all = rows.map((row) => row[name]);
      if (name === 'errors') return [name, all.reduce((total, each) => total + each, 0)];
      if (name === 'why') return [name, Object.assign({}, ...all)];
      if (all.some((each) => typeof each === 'number')) return [name, median(all)];
      const objects = all.filter((each) => each && typeof each === 'object');
      return [name, objects.length ? medianRow(objects) : value];
    }),
  );
}

/** Groups rows by service, kind and concurrency, in the order in which they first come, and takes each group's median. */
export function medians(rows) {
  const groups = new Map();
  for (const row of rows) {
    const key = [row.service, row.kind, row.concurrency].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map(medianRow);
}
