import sharp, { type Sharp } from 'sharp';
import { around, type Random } from '../../model/train/random.js';
import { penned, type Digit, type Hand, type Sheet } from './penned.js';

// Looked up once: in the realm that a test runs in, a global costs more than the pixel that it is for.
const { abs, exp, max, min } = Math;

type Colour = readonly [red: number, green: number, blue: number];

/** A picture as people upload it, encoded, with digits side by side in it, or none. */
export type Photographer = (digits: Digit[], random: Random) => Promise<Buffer>;

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
const BLUE: Colour = [35, 50, 150];
const PENCIL: Colour = [125, 122, 118];
const CREAM: Colour = [238, 236, 230];
const WOOD: Colour = [90, 62, 45];
const LINE: Colour = [170, 195, 220];
const GAUDY: Colour[] = [
  [230, 30, 30],
  [0, 150, 60],
  [255, 140, 0],
  [200, 60, 220],
];

const between = (low: number, high: number, random: Random): number => low + (high - low) * random();

/** The digits somewhere near the middle, turned a little; one is as high as this share of the sheet, more share it. */
function hand(digits: Digit[], width: number, height: number, share: number, random: Random): Required<Hand> {
  const side = Math.round(digits.length > 1 ? (0.8 * width) / digits.length : share * height);
  const [x, y] = [width / 2 + around(0.05 * width, random), height / 2 + around(0.05 * height, random)];
  return { side, x, y, turn: around(0.2, random), lean: around(0.08, random), pen: between(0.4, 0.6, random) };
}

/** What paper looks like, or the light on it, at a place in shares of the picture's sides. */
type Paper = (x: number, y: number) => Colour;
type Light = (x: number, y: number) => number;

/** A sheet written on in one colour, seen in a light (1 is full), with noise of as many levels. */
function seen({ width, height, ink }: Sheet, pen: Colour, paper: Paper, light: Light, noise: Float32Array): Sharp {
  const pixels = new Uint8ClampedArray(ink.length * 3);
  for (let row = 0, i = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const bare = paper(column / width, row / height);
      const lit = light(column / width, row / height);
      for (let c = 0; c < 3; c++, at++) {
        pixels[at] = (bare[c]! + (pen[c]! - bare[c]!) * ink[i]!) * lit + noise[at % noise.length]!;
      }
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const noise = (levels: number, random: Random) => Float32Array.from({ length: 4093 }, () => around(levels, random));
const CLEAN = Float32Array.of(0);
const EVEN: Light = () => 1;

/** Brighter on one side. */
function fading(random: Random): Light {
  const [x, y] = [around(0.25, random), around(0.25, random)];
  return (u, v) => 0.7 + x * (u - 0.5) + y * (v - 0.5);
}

/** A shadow over a corner, its edge this soft. */
function shadowed(edge: number, random: Random): Light {
  const [light, slope, from] = [fading(random), around(0.8, random), between(0.4, 0.9, random)];
  return (u, v) => light(u, v) * (0.6 + 0.4 / (1 + exp((u + slope * (v - 0.5) - from) / edge)));
}

async function phone(digits: Digit[], light: Light, desk: number, random: Random): Promise<Buffer> {
  const sheet = await penned(digits, 400, 300, hand(digits, 400, 300, 0.6, random));
  const paper: Paper = (x) => (x < desk ? WOOD : CREAM);
  return seen(sheet, pick([BLUE, BLACK, PENCIL], random), paper, light, noise(12, random))
    .blur(between(0.5, 1.6, random))
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** A scan has lines and edges, but next to no noise. */
async function scan(digits: Digit[], size: number, lines: Paper, random: Random): Promise<Buffer> {
  const sheet = await penned(digits, size, 240, hand(digits, size, 240, 0.7, random));
  return seen(sheet, BLUE, lines, EVEN, noise(3, random)).jpeg().toBuffer();
}

/** A drawing program's picture has neither light nor noise. */
async function drawn(digits: Digit[], pen: number, ink: Colour, paper: Colour, random: Random): Promise<Buffer> {
  const sheet = await penned(digits, 280, 280, { ...hand(digits, 280, 280, 0.8, random), pen, lean: 0 });
  return seen(sheet, ink, () => paper, EVEN, CLEAN)
    .png()
    .toBuffer();
}

const pick = <T>(choices: readonly T[], random: Random): T => choices[Math.floor(random() * choices.length)]!;

export const photographers: Record<string, Photographer> = {
  'phone, fading light': (digits, random) => phone(digits, fading(random), 0, random),
  'phone, soft shadow': (digits, random) => phone(digits, shadowed(0.08, random), 0, random),
  'phone, hard shadow': (digits, random) => phone(digits, shadowed(0.004, random), 0, random),
  'phone, dark desk': (digits, random) => phone(digits, fading(random), between(0.04, 0.14, random), random),
  'scan, ruled': (digits, random) => {
    const from = random();
    return scan(digits, 320, (_, y) => ((10 * y + from) % 1 < 0.06 ? LINE : WHITE), random);
  },
  'scan, squared': (digits, random) => {
    const from = random();
    return scan(digits, 320, (x, y) => (min((16 * x + from) % 1, (12 * y + from) % 1) < 0.07 ? LINE : WHITE), random);
  },
  'form’s box': (digits, random) => {
    const [edge, slope] = [between(0.38, 0.45, random), around(0.03, random)];
    const out = (x: number, y: number) => max(abs(x - 0.5 + slope * y), abs(y - 0.5 - slope * x));
    return scan(digits, 240, (x, y) => (abs(out(x, y) - edge) < 0.006 ? BLACK : WHITE), random);
  },
  'drawn thin': (digits, random) => drawn(digits, 0.8, BLACK, WHITE, random),
  'drawn fat': (digits, random) => drawn(digits, 0.15, BLACK, WHITE, random),
  'drawn in colour': (digits, random) => drawn(digits, 0.5, pick(GAUDY, random), WHITE, random),
  'drawn inverted': (digits, random) => drawn(digits, 0.5, WHITE, BLACK, random),
  transparent: async (digits, random) => {
    const { width, height, ink } = await penned(digits, 280, 280, hand(digits, 280, 280, 0.7, random));
    const pen = pick([BLACK, WHITE, ...GAUDY], random);
    const pixels = new Uint8Array(ink.length * 4);
    for (let i = 0; i < ink.length; i++) {
      pixels.set(pen, i * 4);
      pixels[i * 4 + 3] = 255 * ink[i]!;
    }
    return sharp(pixels, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer();
  },
  'tiny in a large canvas': async (digits, random) => {
    const [x, y] = [between(100, 700, random), between(100, 500, random)];
    const sheet = await penned(digits, 800, 600, { side: Math.round(between(28, 56, random)), x, y });
    return seen(sheet, BLACK, () => WHITE, EVEN, CLEAN)
      .png()
      .toBuffer();
  },
};
