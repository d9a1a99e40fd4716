import { io, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { input, loadLayersModel, model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '../open-engine.js';
import { formula, type FormulaName } from './formula.js';

beforeAll(() => openEngine('wasm'));

const VALUES = [-4, -1, -0.25, 0, 0.25, 1, 4];

function networkOf(name: FormulaName, ...numbers: number[]): LayersModel {
  const given = input({ shape: [VALUES.length] });
  return model({ inputs: given, outputs: formula(name, ...numbers).apply(given) as SymbolicTensor });
}

const answer = (network: LayersModel): number[] => [...(network.predict(tensor([VALUES])) as Tensor).dataSync()];

function expectClose(found: number[], expected: number[]): void {
  found.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 5));
  expect(found).toHaveLength(expected.length);
}

// As the documentation of Keras 3 defines them.
test.each<[name: FormulaName, numbers: number[], of: (x: number) => number]>([
  ['elu', [], (x) => (x > 0 ? x : Math.exp(x) - 1)],
  ['elu', [0.5], (x) => (x > 0 ? x : 0.5 * (Math.exp(x) - 1))],
  ['celu', [2], (x) => (x > 0 ? x : 2 * (Math.exp(x / 2) - 1))],
  ['rectified', [], (x) => Math.max(x, 0)],
  ['rectified', [0.1, 0.5], (x) => (x >= 0.5 ? x : 0.1 * (x - 0.5))],
  ['rectified', [0, 0, 1], (x) => Math.min(Math.max(x, 0), 1)],
  ['exponential', [], Math.exp],
  ['hardsigmoid', [], (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1)],
  ['hardsilu', [], (x) => x * Math.min(Math.max(x / 6 + 0.5, 0), 1)],
  ['hardtanh', [], (x) => Math.min(Math.max(x, -1), 1)],
  ['hardshrink', [], (x) => (Math.abs(x) > 0.5 ? x : 0)],
  ['softshrink', [], (x) => (x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0)],
  ['tanhshrink', [], (x) => x - Math.tanh(x)],
  ['logsigmoid', [], (x) => Math.log(1 / (1 + Math.exp(-x)))],
  ['squareplus', [], (x) => (x + Math.sqrt(x * x + 4)) / 2],
  ['sparseplus', [], (x) => (x <= -1 ? 0 : x < 1 ? (x + 1) ** 2 / 4 : x)],
  ['sparsesigmoid', [], (x) => Math.min(Math.max((x + 1) / 2, 0), 1)],
  ['threshold', [0.5], (x) => (x > 0.5 ? x : 0)],
])('%s with %j', (name, numbers, of) => {
  expectClose(answer(networkOf(name, ...numbers)), VALUES.map(of));
});

test('a network that is stored and loaded again keeps its formula and its numbers', async () => {
  const network = networkOf('rectified', 0.1, 0.5, 2);
  let stored: io.ModelArtifacts | undefined;
  await network.save(
    io.withSaveHandler(async (artifacts) => {
      stored = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const { modelTopology } = JSON.parse(JSON.stringify(stored)) as io.ModelArtifacts;
  const again = await loadLayersModel(io.fromMemory({ modelTopology: modelTopology!, weightSpecs: [] }));
  expect(answer(again)).toEqual(answer(network));
});
