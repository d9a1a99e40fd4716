import type { io } from '@tensorflow/tfjs-core';
import type { ModelManifest } from '#contract';
import { artifactsOf, weightsIn } from '../artifacts.js';
import { BadUsage } from '../bad-usage.js';
import type { KerasFile } from './files/keras-files.js';
import { isGraph, type GraphFile } from './files/tfjs-files.js';
import { inputShapesOf } from './keras/input-shape.js';
import { channelOrderOf, usualRangeOf } from './keras/first-layers.js';
import { sizeOf } from './keras/weight.js';
import { graphNetwork } from './serving/graph-network.js';
import { readGraph, several } from './serving/graph.js';
import { layersNetwork } from './serving/layers-network.js';
import type { OutputKind } from './serving/outputs.js';
import { pictureShape, type PictureShape, type Size } from './serving/picture-shape.js';

/** A network that can be served, and what its file told of it. */
export interface Network {
  format: ModelManifest['files']['format'];
  artifacts: io.ModelArtifacts;
  picture: PictureShape;
  /** Numbers that it answers with, and what they were before they were made probabilities. */
  outputs: number;
  kind: OutputKind;
  layers: number;
  /** Values of all weights. */
  parameters: number;
  /** The range of values that its first layers expect; undefined where they do not tell. */
  range: [number, number] | undefined;
  /** What the file was, for a person. */
  source: string;
}

/**
 * Makes what was read into what is served.
 * @param size and `kind` as somebody says them
 * @throws BadUsage for what cannot be served
 */
export async function networkIn(
  file: KerasFile | GraphFile,
  { size, kind }: { size: Size | undefined; kind: OutputKind | undefined },
): Promise<Network> {
  const network = await (isGraph(file) ? fromGraph(file, size, kind) : fromLayers(file, size, kind));
  requireNumbers(network.artifacts);
  return network;
}

/** @throws BadUsage where a weight is no number: then no answer would be one */
function requireNumbers({ weightSpecs = [], weightData }: io.ModelArtifacts): void {
  const weights = weightsIn(weightSpecs, weightData as ArrayBuffer);
  if (weights.every(({ floats }) => floats?.every(Number.isFinite) ?? true)) return;
  throw new BadUsage('Hay pesos que no son números.', 'Some weights are not numbers.');
}

async function fromLayers({ model, format }: KerasFile, size?: Size, kind?: OutputKind): Promise<Network> {
  const shapes = inputShapesOf(model.architecture);
  if (shapes.length > 1) throw several(shapes.length, 'entradas', 'inputs');
  const picture = pictureShape(shapes[0], size, channelOrderOf(model));
  // Keras' weights are counted, not those that layers were given to do the same.
  let parameters = 0;
  const weightsAt: typeof model.weightsAt = (path) => {
    const weights = model.weightsAt(path);
    parameters += weights.reduce((sum, { values }) => sum + values.length, 0);
    return weights;
  };
  const { network, ...found } = layersNetwork({ ...model, weightsAt }, picture, kind);
  const artifacts = await artifactsOf(network);
  const { length } = network.layers;
  network.dispose();
  return {
    ...{ format: 'layers-model', artifacts, picture, layers: length, parameters, source: format },
    ...{ ...found, range: usualRangeOf(model) },
  };
}

async function fromGraph(file: GraphFile, size?: Size, kind?: OutputKind): Promise<Network> {
  const graph = readGraph(file);
  const picture = pictureShape(graph.shape, size, undefined);
  const served = await graphNetwork(file, graph, picture, kind ?? graph.kind);
  const sizes = file.weightSpecs.filter(({ dtype }) => dtype === 'float32').map(({ shape }) => sizeOf(shape));
  const parameters = sizes.reduce((sum, each) => sum + each, 0);
  const found = { picture, layers: graph.nodes.length, parameters, range: undefined, source: 'TensorFlow.js, graph' };
  return { ...served, format: 'graph-model', ...found };
}
