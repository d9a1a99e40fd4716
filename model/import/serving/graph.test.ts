import { expect, test } from '@jest/globals';
import type { JsonObject } from '../keras/layer.js';
import { readGraph, servedGraph } from './graph.js';

const node = (name: string, op: string, ...input: string[]): JsonObject => ({ name, op, input });
const picture = (...sizes: (string | number)[]): JsonObject => ({
  ...node('x', 'Placeholder'),
  attr: { shape: { shape: { dim: sizes.map((size) => ({ size })) } } },
});
const read = (nodes: JsonObject[], signature: JsonObject | null = null) =>
  readGraph({ topology: { node: nodes }, signature, weightSpecs: [], weightData: new Uint8Array() });

test('a graph’s input is its placeholder, whose sides may be any', () => {
  const graph = read([picture('-1', '28', '28', '1'), node('y', 'Relu', 'x')]);
  expect(graph).toMatchObject({ input: 'x', output: 'y', shape: [28, 28, 1] });
  expect(read([picture(-1, -1, 20, 3), node('y', 'Relu', 'x')]).shape).toEqual([null, 20, 3]);
  expect(read([node('x', 'Placeholder'), node('y', 'Relu', 'x')]).shape).toBeUndefined();
});

test('the output is what the signature names, or what nothing goes on with', () => {
  const nodes = [picture(-1, 4), node('y', 'Relu', 'x:0'), node('z', 'Relu', '^y')];
  expect(read(nodes).output).toBe('z');
  expect(read(nodes, { outputs: { answer: { name: 'y:0' } } }).output).toBe('y');
});

test.each([
  ['probabilities', [node('p', 'Softmax', 'x')]],
  ['probabilities', [node('s', 'Sigmoid', 'x'), node('r', 'Reshape', 's:0', 'shape'), node('p', 'Identity', 'r')]],
  ['logits', [node('b', 'BiasAdd', 'x'), node('p', 'Identity', 'b')]],
  ['logits', [node('s', 'Softmax', 'x'), node('p', 'Relu', 's')]],
])('what it gives is %s', (kind, nodes) => {
  expect(read([picture(-1, 4), ...nodes], { outputs: { it: { name: 'p' } } }).kind).toBe(kind);
});

/** A product that the converter has made one with what comes after it. */
const fused = (name: string, ...operations: string[]): JsonObject => ({
  ...node(name, '_FusedMatMul', 'x', 'w', 'b'),
  attr: { fused_ops: { list: { s: operations.map((each) => Buffer.from(each).toString('base64')) } } },
});

test('an activation that was made one with a product is one again, unless every backend has it so', () => {
  const graph = read([
    picture(-1, 4),
    fused('h', 'BiasAdd', 'Relu'),
    { ...fused('y', 'BiasAdd', 'Sigmoid'), input: ['h'] },
  ]);
  expect(graph.kind).toBe('probabilities');
  expect(graph.nodes.map(({ name, op, input }) => [name, op, input])).toEqual([
    ['x', 'Placeholder', []],
    ['h', '_FusedMatMul', ['x', 'w', 'b']],
    ['y/bare', '_FusedMatMul', ['h']],
    ['y', 'Sigmoid', ['y/bare']],
  ]);
  expect(read([picture(-1, 4), fused('y', 'BiasAdd')]).kind).toBe('logits');
});

test.each(['Switch', 'While', 'StatelessIf', 'HashTableV2', 'TensorListReserve', 'LoopCond'])(
  'an operation that needs a memory or several passes is refused by its name: %s',
  (op) => {
    expect(() => read([picture(-1, 4), node('y', op, 'x')])).toThrow(`operation ${op}: cannot be imported`);
  },
);

test.each([
  ['no input', [node('y', 'Const')], 'The model has 0 inputs'],
  ['two', [picture(-1, 4), { ...picture(-1, 4), name: 'z' }], 'The model has 2 inputs'],
  ['two outputs', [picture(-1, 4), node('y', 'Relu', 'x'), node('z', 'Relu', 'x')], 'The model has 2 outputs'],
  ['nodes without names', [{ op: 'Relu' }], 'damaged or incomplete (modelTopology)'],
])('a graph with %s is refused', (_, nodes, sentence) => {
  expect(() => read(nodes)).toThrow(sentence);
});

test('logits have softmax put after them, a single one sigmoid, probabilities nothing', () => {
  const graph = read([picture(-1, 4), node('y', 'BiasAdd', 'x')]);
  const last = (kind: 'logits' | 'probabilities', single: boolean): unknown => {
    const { modelTopology, signature } = servedGraph(graph, kind, single, [2, 2, 1]);
    const nodes = modelTopology['node'] as { name: string; op: string; input: string[] }[];
    const { op, input, name } = nodes.at(-1)!;
    expect(signature['outputs']).toEqual({ probabilities: { name: `${name}:0`, dtype: 'DT_FLOAT' } });
    return [op, ...input];
  };
  expect(last('logits', false)).toEqual(['Softmax', 'y']);
  expect(last('logits', true)).toEqual(['Sigmoid', 'y']);
  expect(last('probabilities', false)).toEqual(['BiasAdd', 'x']);
});

test('a served graph says which pictures it takes, however many at once', () => {
  const { signature } = servedGraph(read([picture(1, -1, -1, 1), node('y', 'Relu', 'x')]), 'logits', false, [2, 3, 1]);
  const dim = ['-1', '2', '3', '1'].map((size) => ({ size }));
  expect(signature['inputs']).toEqual({ picture: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: { dim } } });
});
