import { startLince } from './lince.mjs';
import { peers } from './peers.mjs';

/** What our own service is called in tables and charts. */
export const LINCE = 'lince';

/** What is to be measured, in that order: `{ name, start }`. Whatever it takes is fetched before this resolves. */
export async function services(place, { apis, workers, peers: withPeers, only }) {
  const ours = { name: LINCE, start: (where) => startLince(where, { apis, workers }) };
  if (!withPeers) return [ours];
  const all = [ours, ...(await peers(place, only))];
  return all.filter(({ name }) => only.includes(name));
}
