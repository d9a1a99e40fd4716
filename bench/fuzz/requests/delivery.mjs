import { BLIND } from '../mutate/blind.mjs';

const MOST_CUTS = 20;
const ENDS = { wait: 12, 'half-close': 2, abort: 2 };

/** Changes a request's bytes on their way, knowing nothing of them. @returns `[bytes, what was done]` */
export function hurtOnTheWay(bytes, dice) {
  const way = dice.pick(Object.keys(BLIND));
  const headEnd = Math.max(1, bytes.indexOf('\r\n\r\n') + 4);
  // What comes first decides what the rest means.
  if (dice.chance(0.3)) return [BLIND[way](bytes, dice), `bytes ${way}`];
  return [Buffer.concat([BLIND[way](bytes.subarray(0, headEnd), dice), bytes.subarray(headEnd)]), `head ${way}`];
}

/** How bytes go out: `cuts`, places before which there is a pause, and `end`, what the client does when it has sent all. */
export function delivery(length, dice) {
  const cuts = dice.chance(0.3) ? Array.from({ length: dice.whole(1, MOST_CUTS) }, () => dice.whole(0, length)) : [];
  return { cuts: cuts.sort((a, b) => a - b), end: dice.weighted(ENDS) };
}
