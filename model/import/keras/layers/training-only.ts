import { identity } from '../step.js';
import type { Translators } from '../translator.js';

/** What does something while a model learns, and nothing when it serves. */
const NAMES = [
  ...['Dropout', 'SpatialDropout1D', 'SpatialDropout2D', 'SpatialDropout3D', 'AlphaDropout', 'GaussianDropout'],
  ...['GaussianNoise', 'ActivityRegularization', 'Identity', 'RandomFlip', 'RandomRotation', 'RandomZoom'],
  ...['RandomTranslation', 'RandomContrast', 'RandomBrightness', 'RandomHeight', 'RandomWidth', 'RandomShear'],
  ...['RandomSaturation', 'RandomHue', 'RandomColorJitter', 'RandomColorDegeneration', 'RandomGrayscale'],
  ...['RandomInvert', 'RandomPosterization', 'RandomSharpness', 'RandomGaussianBlur', 'RandomErasing'],
  ...['RandomPerspective', 'RandomElasticTransform', 'RandAugment', 'AugMix', 'MixUp', 'CutMix'],
];

export const trainingOnly: Translators = Object.fromEntries(NAMES.map((name) => [name, () => identity]));
