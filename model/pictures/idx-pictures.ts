import { encode } from 'fast-png';
import { type Idx, readIdx } from '../idx.js';
import { BadUsage, unreadable } from '../bad-usage.js';
import type { Picture } from './pictures.js';

/**
 * The pictures of an IDX file of n × height × width grey levels, or n × height × width × channels (1 or 3), each as a
 * PNG; their labels are class numbers from 0 in an IDX file of n values.
 * @throws BadUsage
 */
export async function picturesInIdx(
  { images, labels }: { images: string; labels: string | undefined },
  known: readonly string[],
): Promise<Picture[]> {
  const { shape, values } = await idx(images);
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  if (shape.length < 3 || shape.length > 4 || ![1, 3].includes(channels)) throw noPictures(images, shape);
  const truth = labels === undefined ? null : await labelsIn(labels, count, known);
  const size = height * width * channels;
  return Array.from({ length: count }, (_, index) => ({
    origin: { index },
    label: truth?.[index] ?? null,
    read: async () => encode({ width, height, channels, data: values.subarray(index * size, (index + 1) * size) }),
  }));
}

async function labelsIn(file: string, count: number, known: readonly string[]): Promise<Uint8Array> {
  const { shape, values } = await idx(file);
  if (shape.length !== 1 || values.length !== count) {
    const given = shape.join(' × ');
    throw new BadUsage(
      `${file} no tiene una etiqueta por imagen: ${given} para ${count} imágenes.`,
      `${file} does not hold one label a picture: ${given} for ${count} pictures.`,
    );
  }
  const stranger = values.find((label) => label >= known.length);
  if (stranger === undefined) return values;
  throw new BadUsage(
    `${file} tiene la etiqueta ${stranger}, y el modelo solo conoce ${known.length} clases.`,
    `${file} holds the label ${stranger}, and the model knows only ${known.length} classes.`,
  );
}

function noPictures(file: string, shape: number[]): BadUsage {
  const given = shape.join(' × ');
  return new BadUsage(
    `${file} no tiene imágenes: es de ${given}, y se esperan n × alto × ancho, con 1 o 3 canales.`,
    `${file} holds no pictures: it is ${given}, where n × height × width is expected, with 1 or 3 channels.`,
  );
}

const idx = (file: string): Promise<Idx> => readIdx(file).catch(unreadable(file));
