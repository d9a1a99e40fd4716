import type { Prediction } from '#contract';

/** What a model of two classes said, with some doubt. */
export const prediction: Prediction = {
  class: 1,
  label: '1',
  confidence: 0.75,
  probabilities: [0.25, 0.75],
  top: [
    { class: 1, label: '1', confidence: 0.75 },
    { class: 0, label: '0', confidence: 0.25 },
  ],
  score: 0.5,
  warnings: ['low_confidence'],
  model: { name: 'digits', version: 1 },
};
