import type { SymbolicTensor } from '@tensorflow/tfjs-layers';

/** What a model's numbers are: probabilities, or what softmax, or sigmoid for one number alone, makes probabilities of. */
export const OUTPUT_KINDS = ['probabilities', 'logits'] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

/** Activations whose values are probabilities. */
const PROBABILITIES = ['softmax', 'sigmoid', 'hardSigmoid', 'hardsigmoid', 'sparsesigmoid'];

/** Layers through which probabilities stay what they are. */
const THROUGH = /^(Reshape|Flatten|Permute|Average|Global(Average|Max)Pooling2D|AveragePooling2D|Cropping2D)$/;

/** What the values of a tensor are, by the layers that it comes from. */
export function outputKindOf({ sourceLayer, inputs }: SymbolicTensor): OutputKind {
  if (THROUGH.test(sourceLayer.getClassName())) {
    return inputs.every((input) => outputKindOf(input) === 'probabilities') ? 'probabilities' : 'logits';
  }
  const { activation, formula } = sourceLayer.getConfig();
  return PROBABILITIES.includes(String(activation ?? formula)) ? 'probabilities' : 'logits';
}
