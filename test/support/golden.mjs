// Runs the built importer on every golden model, on the engine of LINCE_ENGINE, and prints what came of each as JSON.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { input, loadLayersModel, model } from '@tensorflow/tfjs-layers';
import { openEngine } from '../../dist/libs/engine/src/index.js';
import { artifactsOf } from '../../dist/model/artifacts.js';
import { readModelFile } from '../../dist/model/import/files/read-file.js';
import { importModel } from '../../dist/model/import/import.js';
import { networkOf } from '../../dist/model/import/keras/network.js';
import { networkIn } from '../../dist/model/import/network-file.js';
import { parseOptions } from '../../dist/model/import/options.js';
import { graphNetwork } from '../../dist/model/import/serving/graph-network.js';
import { readGraph } from '../../dist/model/import/serving/graph.js';

const golden = join(import.meta.dirname, '../../model/import/golden/models');
const engine = await openEngine(process.env.LINCE_ENGINE);
const results = [];

for (const group of ['containers', 'eras', 'layers', 'refused', 'tfjs']) {
  const folder = join(golden, group);
  for (const file of readdirSync(folder)) {
    const told = join(folder, `${file.slice(0, file.length - extname(file).length)}.json`);
    if (extname(file) === '.json' || !existsSync(told)) continue;
    const truth = JSON.parse(readFileSync(told, 'utf8'));
    const architecture = truth.architecture && join(folder, truth.architecture);
    const attempt = truth.refused === undefined ? compare : refuse;
    results.push({ name: `${group}/${file}`, ...(await attempt(join(folder, file), architecture, truth)) });
  }
}
console.log(JSON.stringify(results));

/** The largest difference from what Keras answers; of large numbers, in shares of them. */
async function compare(path, architecture, { inputs, outputs, input: shape }) {
  try {
    const { content } = await readModelFile(path, architecture);
    const network = await ('topology' in content ? graph(content, shape) : layers(content.model, shape));
    const count = inputs.length / shape.reduce((size, side) => size * side, 1);
    const answers = await network.predict(tf.tensor(inputs, [count, ...shape])).data();
    const differences = outputs.map((value, at) => Math.abs(value - answers[at]) / Math.max(1, Math.abs(value)));
    const kinds = { kind: await kindOf(content), expectedKind: kindBy(outputs, count) };
    return { difference: answers.length === outputs.length ? Math.max(...differences) : null, ...kinds };
  } catch (error) {
    return { error: error.message };
  }
}

/** The network as it is after it was saved and loaded. */
async function layers(keras, shape) {
  const given = input({ shape });
  const network = model({ inputs: given, outputs: networkOf(keras)(given) });
  const artifacts = await artifactsOf(network);
  network.dispose();
  return loadLayersModel(
    tf.io.fromMemory({ ...artifacts, modelTopology: JSON.parse(JSON.stringify(artifacts.modelTopology)) }),
  );
}

async function graph(file, shape) {
  const served = await graphNetwork(file, readGraph(file), { shape }, 'probabilities');
  return loadGraphModel(tf.io.fromMemory(served.artifacts));
}

/** What the importer takes the outputs for, where the inputs are those of pictures. */
async function kindOf(content) {
  const network = await networkIn(content, {}).catch(() => null);
  return network?.kind ?? null;
}

/** What Keras' own outputs show: those of a softmax sum to 1, and probabilities are from 0 to 1. */
function kindBy(outputs, count) {
  const size = outputs.length / count;
  const sums = Array.from({ length: count }, (_, nth) =>
    outputs.slice(nth * size, (nth + 1) * size).reduce((sum, each) => sum + each, 0),
  );
  if (outputs.some((each) => each < 0 || each > 1)) return 'logits';
  return size > 1 && sums.every((sum) => Math.abs(sum - 1) < 1e-4) ? 'probabilities' : null;
}

/** What the refusal says, and what is left of the attempt. */
async function refuse(path, architecture) {
  const models = await mkdtemp(join(tmpdir(), 'lince-golden-'));
  const options = parseOptions([path, '--name', 'mine', ...(architecture ? ['--architecture', architecture] : [])]);
  const error = await importModel(options, { engine, models, maxPixels: 1e6 }).then(
    () => null,
    (reason) => reason,
  );
  return {
    refusal: error && { kind: error.constructor.name, es: error.es, en: error.en },
    left: await readdir(models),
  };
}
