import { layers } from '@tensorflow/tfjs-layers';
import { resize, type Interpolation } from '#engine';
import type { KerasLayer } from '../layer.js';
import { flatten, identity, permute, placed, reshape, sequence, shapeOf, toLast, type Step } from '../step.js';
import type { Translator, Translators } from '../translator.js';
import { sizeOf } from '../weight.js';
import type { Plane } from '../window.js';

const flattening: Translator = (layer) => (input) => {
  const first = layer.setting('data_format') === 'channels_first' && shapeOf(input).length > 1;
  return sequence(first ? toLast(1) : identity, flatten)(input);
};

const reshaping: Translator = (layer) => {
  const target = layer.wholes('target_shape|dims');
  return reshape((shape) => {
    const known = sizeOf(target.filter((side) => side > 0));
    return target.map((side) => (side > 0 ? side : sizeOf(shape) / known));
  });
};

/** What the sides of a picture are given or lose: rows above and below, columns left and right. */
function sidesOf(layer: KerasLayer, name: string, dimensions: 1 | 2): [Plane, Plane] {
  const value = layer.setting(name) ?? 1;
  const list = Array.isArray(value) ? value : [value, value];
  // Keras 1 also wrote all four in one list.
  const pairs = list.length === 4 ? [list.slice(0, 2), list.slice(2)] : dimensions === 1 ? [list, 0] : list;
  const sides = pairs.map((pair) => (Array.isArray(pair) ? pair : [pair, pair]));
  const fits = sides.length === 2 && sides.flat().every((side) => Number.isSafeInteger(side) && Number(side) >= 0);
  if (!fits) layer.refuse(`su ajuste ${name} no se entiende`, `its setting ${name} makes no sense`);
  return sides as [Plane, Plane];
}

const padding =
  (dimensions: 1 | 2): Translator =>
  (layer) =>
    placed(
      layer.channelsFirst,
      dimensions,
      sequence(layers.zeroPadding2d({ padding: sidesOf(layer, 'padding', dimensions) })),
    );

const cropping =
  (dimensions: 1 | 2): Translator =>
  (layer) =>
    placed(layer.channelsFirst, dimensions, crop(sidesOf(layer, 'cropping', dimensions)));

const crop = (sides: [Plane, Plane]): Step => sequence(layers.cropping2D({ cropping: sides }));

const upSampling =
  (dimensions: 1 | 2): Translator =>
  (layer) => {
    const [down = 1, across = 1] = layer.sizes('size|length', dimensions, 2);
    const how = layer.word<Interpolation>('interpolation', ['nearest', 'bilinear'], 'nearest');
    return placed(layer.channelsFirst, dimensions, (input) => {
      const [rows = 1, columns = 1] = shapeOf(input);
      return sequence(resize(rows * down, columns * across, how))(input);
    });
  };

const resizing: Translator = (layer) => {
  if (layer.flag('crop_to_aspect_ratio', false) || layer.flag('pad_to_aspect_ratio', false)) {
    layer.refuse('recorta o rellena', 'it crops or pads');
  }
  if (layer.flag('antialias', false)) layer.refuse('usa antialias', 'it uses antialias');
  const how = layer.word<Interpolation>('interpolation', ['nearest', 'bilinear'], 'bilinear');
  return placed(layer.channelsFirst, 2, sequence(resize(layer.whole('height'), layer.whole('width'), how)));
};

/** The middle of a picture; nothing is taken off one that is smaller. */
const centerCrop: Translator = (layer) => {
  const [height, width] = [layer.whole('height'), layer.whole('width')];
  return placed(layer.channelsFirst, 2, (input) => {
    const [rows = 1, columns = 1] = shapeOf(input);
    if (rows < height || columns < width) layer.refuse('la imagen es menor', 'the picture is smaller');
    const [above, left] = [Math.floor((rows - height) / 2), Math.floor((columns - width) / 2)];
    return crop([
      [above, rows - height - above],
      [left, columns - width - left],
    ])(input);
  });
};

export const shapes: Translators = {
  Flatten: flattening,
  Reshape: reshaping,
  Permute: (layer) => permute(layer.wholes('dims')),
  RepeatVector: (layer) => sequence(layers.repeatVector({ n: layer.whole('n') })),
  ZeroPadding1D: padding(1),
  ZeroPadding2D: padding(2),
  Cropping1D: cropping(1),
  Cropping2D: cropping(2),
  UpSampling1D: upSampling(1),
  UpSampling2D: upSampling(2),
  Resizing: resizing,
  CenterCrop: centerCrop,
};
