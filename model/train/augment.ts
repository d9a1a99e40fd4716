import type { Picture } from './picture.js';
import { around, type Random } from './random.js';
import { blur, restroke } from './stroke.js';
import { warp } from './warp.js';

/**
 * A digit that the network has not seen yet, made from one it has: bent, in another stroke, another tone and focus,
 * sometimes with grain. The same `random` gives the same picture; values stay from 0 to 1.
 */
export function augment(picture: Picture, random: Random): Picture {
  let changed = warp(picture, random);
  if (random() < 0.5) changed = restroke(changed, around(0.5, random));
  if (random() < 0.25) changed = blur(changed, 0.6 * random());
  if (random() < 0.5) changed = withTone(changed, Math.exp(around(0.4, random)));
  if (random() < 0.15) changed = withGrain(changed, 0.08 * random(), random);
  return changed;
}

/** Greys made lighter (`gamma` above 1) or darker (below 1); paper and full ink stay. */
function withTone(picture: Picture, gamma: number): Picture {
  return picture.map((ink) => ink ** gamma);
}

function withGrain(picture: Picture, strength: number, random: Random): Picture {
  return picture.map((ink) => Math.min(1, Math.max(0, ink + around(strength, random))));
}
