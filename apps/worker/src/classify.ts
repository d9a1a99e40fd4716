import { CodedError, type ErrorCode, type Outcome, type Prediction, type ServedModel } from '#contract';
import type { MicroBatcher } from '#engine';
import { preprocess } from '#preprocess';

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
    const { tensor, seen } = await preprocess(upload, manifest.input, { maxPixels });
    const preprocessed = performance.now();
    const probabilities = await batcher.predict(tensor);
    const { pixels, ...shape } = seen;
    const outcome: Outcome = {
      state: 'succeeded',
      result: toPrediction(probabilities, manifest.labels, { name: manifest.name, version: manifest.version }),
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

function toPrediction(output: Float32Array, labels: string[], model: ServedModel): Prediction {
  const probabilities = Array.from(output);
  const best = probabilities.indexOf(Math.max(...probabilities));
  if (best < 0) throw new Error(`${model.name}@${model.version} answers with what is no number`);
  return { class: best, label: labels[best]!, confidence: probabilities[best]!, probabilities, model };
}
