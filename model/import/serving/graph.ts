import { z } from 'zod';
import { BadUsage } from '../../bad-usage.js';
import { damaged } from '../files/damaged.js';
import type { GraphFile } from '../files/tfjs-files.js';
import type { InputShape } from '../keras/input-shape.js';
import type { Json, JsonObject } from '../keras/layer.js';
import type { OutputKind } from './outputs.js';
import { nodeSchema, unfused, type Node } from './unfused.js';

const tensorShape = z.object({ dim: z.array(z.object({ size: z.coerce.number().optional() })).optional() });
const placeholderShape = z.object({ attr: z.object({ shape: z.object({ shape: tensorShape }) }) });
const signatureOutputs = z.object({ outputs: z.record(z.string(), z.object({ name: z.string() })) });

/** What needs more than one pass through the graph, or memory of its own: it cannot be asked for one answer at once. */
const STATEFUL =
  /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|(Stateless)?(While|If)|.*(HashTable|LookupTable|TensorArray|TensorList).*)$/;

/** Operations that hand on what they are given. */
const THROUGH = /^(Identity|Reshape|Squeeze|StopGradient)$/;

/** A graph model as it was read. */
export interface Graph {
  nodes: Node[];
  input: string;
  /** Without that of the batch; undefined where the graph does not say. */
  shape: InputShape | undefined;
  output: string;
  kind: OutputKind;
}

/** @throws BadUsage for a graph that is not from one tensor to one other in one pass */
export function readGraph({ topology, signature }: GraphFile): Graph {
  const parsed = z.array(nodeSchema).safeParse(topology['node']);
  if (!parsed.success) throw damaged('modelTopology');
  const nodes = unfused(parsed.data);
  const stateful = nodes.find(({ op }) => STATEFUL.test(op));
  if (stateful) {
    throw refusedOperation(
      stateful.op,
      'el modelo no responde en una sola pasada',
      'it takes more than one pass to answer',
    );
  }
  const inputs = nodes.filter(({ op }) => op === 'Placeholder');
  if (inputs.length !== 1) throw several(inputs.length, 'entradas', 'inputs');
  const outputs = outputsOf(nodes, signature);
  if (outputs.length !== 1) throw several(outputs.length, 'salidas', 'outputs');
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return {
    nodes,
    input: inputs[0]!.name,
    shape: shapeIn(inputs[0]!),
    output: outputs[0]!,
    kind: kindOf(outputs[0]!, byName),
  };
}

/** The graph with probabilities as its only outcome, for pictures as `shape` has them. */
export function servedGraph(
  { nodes, input, output }: Graph,
  kind: OutputKind,
  single: boolean,
  shape: number[],
): {
  modelTopology: JsonObject;
  signature: JsonObject;
} {
  const last = { name: 'lince_probabilities', op: single ? 'Sigmoid' : 'Softmax', input: [output] };
  const node = kind === 'logits' ? [...nodes, { ...last, attr: { T: { type: 'DT_FLOAT' } } }] : nodes;
  const dim = [-1, ...shape].map((size) => ({ size: String(size) }));
  return {
    modelTopology: { node: node as unknown as Json, versions: {} },
    signature: {
      inputs: { picture: { name: `${input}:0`, dtype: 'DT_FLOAT', tensorShape: { dim } } },
      outputs: { probabilities: { name: `${kind === 'logits' ? last.name : output}:0`, dtype: 'DT_FLOAT' } },
    },
  };
}

/** Those that the signature names, or else those that nothing in the graph goes on with. */
function outputsOf(nodes: Node[], signature: JsonObject | null): string[] {
  const named = signatureOutputs.safeParse(signature);
  if (named.success) return Object.values(named.data.outputs).map(({ name }) => nameIn(name));
  const used = new Set(nodes.flatMap(({ input = [] }) => input.map(nameIn)));
  return nodes.filter(({ name }) => !used.has(name)).map(({ name }) => name);
}

/** Of `name:0`, or `^name` where only the order matters. */
const nameIn = (reference: string): string => reference.replace(/^\^/, '').replace(/:\d+$/, '');

function shapeIn(node: Node): InputShape | undefined {
  const told = placeholderShape.safeParse(node);
  const sides = told.data?.attr.shape.shape.dim?.map(({ size = -1 }) => (size > 0 ? size : null));
  return sides && sides.length > 1 ? sides.slice(1) : undefined;
}

function kindOf(name: string, nodes: Map<string, Node>): OutputKind {
  const node = nodes.get(name);
  if (node && THROUGH.test(node.op) && node.input?.[0]) return kindOf(nameIn(node.input[0]), nodes);
  return node?.op === 'Softmax' || node?.op === 'Sigmoid' ? 'probabilities' : 'logits';
}

export const refusedOperation = (op: string, es: string, en: string): BadUsage =>
  new BadUsage(`operación ${op}: no se puede importar: ${es}.`, `operation ${op}: cannot be imported: ${en}.`);

export const several = (count: number, es: string, en: string): BadUsage =>
  new BadUsage(
    `El modelo tiene ${count} ${es}, y solo se puede servir con una.`,
    `The model has ${count} ${en}, and can only be served with one.`,
  );
