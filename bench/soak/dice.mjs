import { seeded } from '../inputs/random.mjs';

/** A far larger odd number than any seed, so that the dice of one seed have nothing to do with each other. */
const APART = 0x9e3779b1;

/** Chance that can be had again: the same throws for the same seed and player. */
export class Dice {
  #random;

  /** @param player whose dice these are, from 0 */
  constructor(seed, player) {
    this.#random = seeded(seed + Math.imul(player, APART));
  }

  /** Whether something comes to pass that does so with that probability. */
  chance(probability) {
    return this.#random() < probability;
  }

  /** A number from `least` to below `most`. */
  between(least, most) {
    return least + (most - least) * this.#random();
  }

  /** A whole number from `least` to `most`. */
  whole(least, most) {
    return Math.floor(this.between(least, most + 1));
  }

  /** One of a list. */
  pick(list) {
    return list[this.whole(0, list.length - 1)];
  }

  /** One of the names of `weights`, each as likely as its number says. */
  weighted(weights) {
    const entries = Object.entries(weights);
    let left = this.between(
      0,
      entries.reduce((total, [, weight]) => total + weight, 0),
    );
    return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1))[0];
  }

  /** The list in another order. */
  shuffled(list) {
    const left = [...list];
    return list.map(() => left.splice(this.whole(0, left.length - 1), 1)[0]);
  }
}
