import { CodedError, type ErrorCode, type ModelManifest, type Outcome, type Prediction, type Warning } from '#contract';
import type { MicroBatcher } from '#engine';
import { preprocess } from '#preprocess';
import { likeliest } from './likeliest.js';

/** An outcome, with the pixels that the model saw where there is a prediction. */
export interface Classified {
  outcome: Outcome;
  seen?: Uint8Array;
}

/**
 * One picture through preprocessing and model.
 * @returns a prediction, or the code that says what is wrong with the picture; throws only what is our own fault
 */
export async function classify(upload: Uint8Array, batcher: MicroBatcher, maxPixels: number): Promise<Classified> {
  const { manifest } = batcher.model;
  try {
    const began = performance.now();
    const { tensor, seen, several } = await preprocess(upload, manifest.input, { maxPixels });
    const preprocessed = performance.now();
    const outputs = await batcher.predict(tensor);
    const { pixels, ...shape } = seen;
    const outcome: Outcome = {
      state: 'succeeded',
      result: toPrediction(outputs, several, manifest),
      seen: shape,
      preprocess: preprocessed - began,
      predict: performance.now() - preprocessed,
    };
    return { outcome, seen: pixels };
  } catch (error) {
    if (error instanceof CodedError) return { outcome: failure(error.code) };
    throw error;
  }
}

/** The outcome of a picture that got no prediction. */
export const failure = (code: ErrorCode): Outcome => ({ state: 'failed', code });

function toPrediction(outputs: Float32Array, several: boolean, manifest: ModelManifest): Prediction {
  const { name, version, labels, warnBelow } = manifest;
  const probabilities = Array.from(outputs.subarray(0, labels.length));
  if (probabilities.some(Number.isNaN)) throw new Error(`${name}@${version} answers with what is no number`);
  const top = likeliest(probabilities, labels);
  const best = top[0]!;
  const score = outputs[labels.length] ?? null;
  const warnings: Warning[] = [];
  if (score !== null && score < (warnBelow.score ?? 0)) warnings.push('not_a_digit');
  if (several) warnings.push('several_digits');
  if (best.confidence < warnBelow.confidence) warnings.push('low_confidence');
  return { ...best, probabilities, top, score, warnings, model: { name, version } };
}
