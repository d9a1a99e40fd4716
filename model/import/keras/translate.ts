import type { KerasLayer } from './layer.js';
import { activating } from './layers/activating.js';
import { convolutions } from './layers/convolutions.js';
import { dense } from './layers/dense.js';
import { merging } from './layers/merging.js';
import { normalizations } from './layers/normalizations.js';
import { poolings } from './layers/pooling.js';
import { recurrent } from './layers/recurrent.js';
import { shapes } from './layers/shapes.js';
import { trainingOnly } from './layers/training-only.js';
import type { Step } from './step.js';
import type { Translators } from './translator.js';

const TRANSLATORS = new Map(
  Object.entries<Translators[string]>({
    ...dense,
    ...convolutions,
    ...poolings,
    ...normalizations,
    ...activating,
    ...shapes,
    ...merging,
    ...recurrent,
    ...trainingOnly,
  }),
);

/** What a layer does, built of TF.js' layers. @throws BadUsage for what cannot be imported, by its name */
export function translate(layer: KerasLayer): Step {
  const translator = TRANSLATORS.get(layer.className);
  if (!translator) return layer.refuse('no se conoce', 'it is not known');
  return translator(layer, (json, weights) => translate(layer.inner(json, weights)));
}
