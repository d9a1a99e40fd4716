import { around, type Random } from '../random.js';

/** Ink of a pixel, 0 to 1. */
export type Paint = (x: number, y: number) => number;

/** Cloth, print or light on a filled shape: even, shaded, striped, checked, patchy or rough. */
export function randomTexture(random: Random): Paint {
  const level = 0.35 + 0.65 * random();
  const kind = Math.floor(6 * random());
  if (kind === 0) return () => level;
  const angle = Math.PI * (random() < 0.6 ? Math.round(2 * random()) / 2 : random());
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  const depth = 0.15 + 0.6 * random();
  if (kind === 1) {
    const slope = around(0.05, random);
    return (x, y) => clamp(level + slope * (across * (x - 14) + down * (y - 14)));
  }
  if (kind === 2) {
    const frequency = 0.4 + 2 * random();
    return (x, y) => clamp(level * (1 - depth * (0.5 + 0.5 * Math.sin(frequency * (across * x + down * y)))));
  }
  if (kind === 3) {
    const cell = 2 + 4 * random();
    return (x, y) => clamp(level * ((Math.floor(x / cell) + Math.floor(y / cell)) % 2 === 0 ? 1 : 1 - depth));
  }
  if (kind === 4) return patches(level, depth, random);
  return () => clamp(level + around(depth / 2, random));
}

/** Soft light and dark places, a few pixels wide. */
function patches(level: number, depth: number, random: Random): Paint {
  const waves = Array.from({ length: 4 }, () => [around(0.7, random), around(0.7, random), 6 * random()] as const);
  return (x, y) => {
    const sum = waves.reduce((height, [across, down, phase]) => height + Math.sin(across * x + down * y + phase), 0);
    return clamp(level + (depth * sum) / 5);
  };
}

function clamp(ink: number): number {
  return Math.min(1, Math.max(0.05, ink));
}
