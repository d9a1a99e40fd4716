import { z } from 'zod';

export const nodeSchema = z.looseObject({ name: z.string(), op: z.string(), input: z.array(z.string()).optional() });

/** An operation of a TF.js graph, with what it takes by name. */
export type Node = z.infer<typeof nodeSchema>;

const fusedSchema = z.looseObject({
  attr: z.looseObject({ fused_ops: z.object({ list: z.object({ s: z.array(z.string()) }) }) }),
});

/** What may be one with a product or convolution on all of TF.js' backends. */
const EVERYWHERE = /^(BiasAdd|FusedBatchNorm\w*|Relu|Relu6|Elu|Prelu|LeakyRelu)$/;

/** The nodes, with each activation that was made one with what comes before it, and not all backends have so, a node again. */
export function unfused(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => {
    const fused = fusedSchema.safeParse(node);
    const names = fused.data?.attr.fused_ops.list.s ?? [];
    const activation = Buffer.from(names.at(-1) ?? '', 'base64').toString();
    if (!fused.success || activation === '' || EVERYWHERE.test(activation)) return [node];
    const bare = `${node.name}/bare`;
    const attr = { ...fused.data.attr, fused_ops: { list: { s: names.slice(0, -1) } } };
    return [
      { ...node, name: bare, attr },
      { name: node.name, op: activation, input: [bare], attr: { T: { type: 'DT_FLOAT' } } },
    ];
  });
}
