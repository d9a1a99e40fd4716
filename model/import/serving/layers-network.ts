import { input, layers, model, type LayersModel } from '@tensorflow/tfjs-layers';
import { BadUsage } from '../../bad-usage.js';
import { networkOf, type KerasModel } from '../keras/network.js';
import { flatten, identity, permute, reshape, sequence, shapeOf } from '../keras/step.js';
import { sizeOf } from '../keras/weight.js';
import { outputKindOf, type OutputKind } from './outputs.js';
import type { PictureShape } from './picture-shape.js';

/** Most values of one layer's outcome for one picture: more would not fit a worker's memory. */
const MOST_VALUES = 10_000_000;

/** A network as it is served, and what was found out about it. */
export interface ServedNetwork {
  network: LayersModel;
  /** Numbers that it answers with. */
  outputs: number;
  /** What the model itself gives. */
  kind: OutputKind;
}

/**
 * A Keras model as a TF.js network that takes pictures, [images, rows, columns, channels], and answers with probabilities.
 * @param told what its outputs are, where somebody says so
 * @throws BadUsage for what cannot be imported
 */
export function layersNetwork(keras: KerasModel, picture: PictureShape, told: OutputKind | undefined): ServedNetwork {
  const { height, width, channels, shape, channelsFirst } = picture;
  const given = input({ shape: [height, width, channels] });
  const arranged = sequence(
    channelsFirst ? permute([3, 1, 2]) : identity,
    reshape(() => shape),
  );
  const values = networkOf(keras)(arranged(given));
  const dimensions = shapeOf(values).filter((side) => side !== 1);
  if (dimensions.length > 1) throw noClasses(shapeOf(values));
  const flat = flatten(values);
  const outputs = shapeOf(flat)[0]!;
  const kind = told ?? outputKindOf(flat);
  const activation = outputs === 1 ? 'sigmoid' : 'softmax';
  const answer = kind === 'logits' ? sequence(layers.activation({ activation }))(flat) : flat;
  const network = model({ inputs: given, outputs: answer });
  const nodes = network.layers.flatMap(({ inboundNodes }) => inboundNodes);
  if (nodes.some((node) => node.outputTensors.some((tensor) => sizeOf(shapeOf(tensor)) > MOST_VALUES))) throw tooMuch();
  return { network, outputs, kind };
}

const noClasses = (shape: number[]): BadUsage =>
  new BadUsage(
    `El modelo responde con ${shape.join('×')} números por imagen, y no con uno por clase.`,
    `The model answers with ${shape.join('×')} numbers a picture, not with one for each class.`,
  );

const tooMuch = (): BadUsage =>
  new BadUsage('El modelo hace de una imagen demasiados valores.', 'The model makes too many values of one picture.');
