import { layers } from '@tensorflow/tfjs-layers';
import { activationOf } from '../activations.js';
import { sequence } from '../step.js';
import type { Translators } from '../translator.js';
import { weighted } from '../weighted.js';

export const dense: Translators = {
  Dense(layer, translate) {
    const units = layer.whole('units|output_dim');
    const useBias = layer.flag('use_bias|bias', true);
    const given = weighted(layer, [null, units], useBias && [units]);
    const { within, after } = activationOf(layer, translate);
    return sequence(layers.dense({ units, useBias, activation: within, ...given }), after);
  },
};
