import { BadUsage } from '../../bad-usage.js';
import type { InputShape } from '../keras/input-shape.js';
import { sizeOf } from '../keras/weight.js';

/** A picture's size, and how a model wants its values: [rows, columns, channels], or other dimensions for as many. */
export interface PictureShape {
  height: number;
  width: number;
  channels: 1 | 3;
  /** What the model takes. */
  shape: number[];
  /** Whether the model wants channels before rows and columns; else values keep their order. */
  channelsFirst: boolean;
}

export type Size = Pick<PictureShape, 'height' | 'width' | 'channels'>;

/**
 * The pictures that a model takes, from the shape of its input.
 * @param given as `--input` says it, where somebody does
 * @param channelsFirst what the model's first layers say of the order, where they do
 * @throws BadUsage where they do not fit, or nobody tells enough
 */
export function pictureShape(
  told: InputShape | undefined,
  given: Size | undefined,
  channelsFirst: boolean | undefined,
): PictureShape {
  const layout = layoutOf(told, channelsFirst);
  const size = given ?? (told && sizeIn(told, layout));
  if (!size) throw unknown(told);
  const { height, width, channels } = size;
  const shape = concrete(told, layout, size);
  if (!shape || sizeOf(shape) !== height * width * channels) throw mismatch(size, told);
  return { ...size, shape, channelsFirst: layout === 'first' && channels > 1 };
}

/** `29x22x1`: rows, columns and channels; channels may be left out. @throws BadUsage */
export function parseSize(text: string): Size {
  const match = /^(\d{1,4})[x×](\d{1,4})(?:[x×]([13]))?$/i.exec(text);
  const [height, width] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || !(height >= 1 && height <= 1024 && width >= 1 && width <= 1024)) {
    throw new BadUsage(
      `--input debe ser filas × columnas × canales, como 28x28x1, no ${text}.`,
      `--input must be rows × columns × channels, such as 28x28x1, not ${text}.`,
    );
  }
  return { height, width, channels: match[3] === '3' ? 3 : 1 };
}

type Layout = 'first' | 'last' | 'plane' | 'flat';

function layoutOf(told: InputShape | undefined, channelsFirst: boolean | undefined): Layout {
  if (!told) return 'last';
  // Values one after another, be it in a column.
  if (told.filter(isLong).length === 1) return 'flat';
  if (told.length === 2) return 'plane';
  const [front, back] = [isChannels(told[0]!), isChannels(told.at(-1)!)];
  if (front !== back) return front ? 'first' : 'last';
  return channelsFirst ? 'first' : 'last';
}

const isChannels = (side: number | null): boolean => side === 1 || side === 3;

function sizeIn(told: InputShape, layout: Layout): Size | undefined {
  if (told.includes(null) || told.length > 3) return undefined;
  const sides = told as number[];
  const square = layout === 'flat' ? squareOf(sizeOf(sides)) : undefined;
  if (square || sides.length === 1) return square;
  const [height, width] = layout === 'first' ? sides.slice(1) : sides;
  const channels = layout === 'first' ? sides[0] : (sides[2] ?? 1);
  if (channels !== 1 && channels !== 3) return undefined;
  return { height: height!, width: width!, channels };
}

/** Values without an order are taken for a square, grey if it can be. */
function squareOf(values: number): Size | undefined {
  for (const channels of [1, 3] as const) {
    const side = Math.sqrt(values / channels);
    if (Number.isInteger(side)) return { height: side, width: side, channels };
  }
  return undefined;
}

/** The model's dimensions, with the picture's where the model takes any; undefined where they contradict each other. */
function concrete(
  told: InputShape | undefined,
  layout: Layout,
  { height, width, channels }: Size,
): number[] | undefined {
  const whole = {
    first: [channels, height, width],
    last: [height, width, channels],
    plane: [height, width],
    flat: [height * width * channels],
  }[layout];
  if (!told) return whole;
  const sides = told.map((side, at) => side ?? whole[at] ?? 0);
  // Values in a row are a picture of any shape; else rows must be rows, and columns columns.
  const fits = layout === 'flat' || String(sides.filter(isLong)) === String(whole.filter(isLong));
  return fits ? sides : undefined;
}

const isLong = (side: number | null): boolean => side !== 1;

const written = (told: InputShape | undefined): string => (told ?? []).map((side) => side ?? '?').join('×') || '?';

const unknown = (told: InputShape | undefined): BadUsage =>
  new BadUsage(
    `De ${written(told)} no se deduce qué imágenes quiere el modelo: di --input filas x columnas x canales (1 o 3), como --input 28x28x1.`,
    `${written(told)} does not tell which pictures the model wants: say --input rows x columns x channels (1 or 3), such as --input 28x28x1.`,
  );

const mismatch = ({ height, width, channels }: Size, told: InputShape | undefined): BadUsage =>
  new BadUsage(
    `El modelo quiere ${written(told)}, y eso no es ${height}×${width}×${channels}.`,
    `The model wants ${written(told)}, and that is not ${height}×${width}×${channels}.`,
  );
