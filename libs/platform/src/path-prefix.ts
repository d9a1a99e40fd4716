/**
 * A request's target without what the service's addresses begin with; as it is where it does not begin so: a proxy may have
 * taken that off.
 * @param prefix as `/lince`, or empty
 */
export function withoutPrefix(target: string, prefix: string): string {
  if (prefix === '' || !target.startsWith(prefix)) return target;
  const rest = target.slice(prefix.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : target;
}
