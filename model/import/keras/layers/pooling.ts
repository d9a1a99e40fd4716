import { layers } from '@tensorflow/tfjs-layers';
import { identity, placed, reshape, sequence, toLast } from '../step.js';
import type { Translator, Translators } from '../translator.js';
import type { Plane } from '../window.js';

type Kind = 'max' | 'average';

const pooling =
  (kind: Kind, dimensions: 1 | 2): Translator =>
  (layer) => {
    const [down = 1, across = 1] = layer.sizes('pool_size|pool_length', dimensions, 2);
    const [stepDown = down, stepAcross = across] = layer.setting('strides|stride')
      ? layer.sizes('strides|stride', dimensions)
      : [];
    const args = {
      poolSize: [down, across] as Plane,
      strides: [stepDown, dimensions === 1 ? 1 : stepAcross] as Plane,
      padding: layer.word('padding|border_mode', ['same', 'valid'], 'valid'),
    };
    const pool = sequence(kind === 'max' ? layers.maxPooling2d(args) : layers.averagePooling2d(args));
    return placed(layer.channelsFirst, dimensions, pool);
  };

/** One value a channel. */
const globalPooling =
  (kind: Kind, dimensions: 1 | 2): Translator =>
  (layer) => {
    const first = layer.channelsFirst;
    const ones = Array<number>(dimensions).fill(1);
    const pool =
      kind === 'max'
        ? layers.globalMaxPooling2d({ dataFormat: 'channelsLast' })
        : layers.globalAveragePooling2d({ dataFormat: 'channelsLast' });
    const widen = dimensions === 1 ? reshape(([length, channels]) => [length!, 1, channels!]) : identity;
    const keep = reshape(([channels]) => (first ? [channels!, ...ones] : [...ones, channels!]));
    return sequence(first ? toLast(1) : identity, widen, pool, layer.flag('keepdims', false) ? keep : identity);
  };

const NAMES: [kind: Kind, inNames: string][] = [
  ['max', 'Max'],
  ['average', 'Average'],
];

export const poolings: Translators = Object.fromEntries(
  NAMES.flatMap(([kind, name]) =>
    ([1, 2] as const).flatMap((dimensions): [string, Translator][] => [
      [`${name}Pooling${dimensions}D`, pooling(kind, dimensions)],
      [`Global${name}Pooling${dimensions}D`, globalPooling(kind, dimensions)],
    ]),
  ),
);
