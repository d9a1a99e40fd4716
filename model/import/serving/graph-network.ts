import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { BadUsage } from '../../bad-usage.js';
import { damaged } from '../files/damaged.js';
import type { GraphFile } from '../files/tfjs-files.js';
import { sizeOf } from '../keras/weight.js';
import { refusedOperation, servedGraph, type Graph } from './graph.js';
import type { OutputKind } from './outputs.js';
import type { PictureShape } from './picture-shape.js';

/** A graph as it is served, and what was found out about it. */
export interface ServedGraph {
  artifacts: io.ModelArtifacts;
  outputs: number;
  kind: OutputKind;
}

/** @throws BadUsage where TF.js cannot run the graph, or where it knows but one size of batch */
export async function graphNetwork(
  file: GraphFile,
  graph: Graph,
  { shape }: PictureShape,
  kind: OutputKind,
): Promise<ServedGraph> {
  const weights = { weightSpecs: file.weightSpecs, weightData: new Uint8Array(file.weightData).buffer };
  const bare = { ...servedGraph(graph, 'probabilities', false, shape), ...weights } as io.ModelArtifacts;
  const outputs = await outputsOf(bare, shape);
  return { artifacts: { ...bare, ...(servedGraph(graph, kind, outputs === 1, shape) as object) }, outputs, kind };
}

/** How many numbers a picture is answered with; tries it with one and with two. */
async function outputsOf(artifacts: io.ModelArtifacts, shape: number[]): Promise<number> {
  try {
    const network = await loadGraphModel(io.fromMemory(artifacts));
    const size = (count: number): number =>
      tidy(() => {
        const values = new Float32Array(count * sizeOf(shape));
        return (network.predict(tensor(values, [count, ...shape])) as Tensor).size;
      });
    const [one, two] = [size(1), size(2)];
    network.dispose();
    if (two !== 2 * one) throw new Error(`${two} ≠ 2 × ${one}`);
    return one;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    const unknown = /^Unknown op '(\w+)'/.exec(reason)?.[1];
    if (unknown) throw refusedOperation(unknown, 'TensorFlow.js no la conoce', 'TensorFlow.js does not know it');
    if (error instanceof TypeError) throw damaged('modelTopology');
    throw new BadUsage(
      `TensorFlow.js no puede ejecutar este grafo (${reason}).`,
      `TensorFlow.js cannot run this graph (${reason}).`,
    );
  }
}
