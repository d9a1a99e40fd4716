import { CodedError, type ErrorCode, type ModelManifest, type Outcome, type Prediction, type Warning } from '#contract';
import type { MicroBatcher } from '#engine';
import { preprocess, type DecodeLimits, type Preprocessed } from '#preprocess';
import { likeliest } from './likeliest.js';

/** An outcome, with the pixels that the model saw where there is a prediction. */
export interface Classified {
  outcome: Outcome;
  seen?: Uint8Array;
}

/** A picture ready for the model, and the milliseconds that it took. */
interface Prepared extends Preprocessed {
  preprocess: number;
}

/**
 * Pictures through preprocessing and model, side by side; those that can be read are predicted together.
 * @returns of each a prediction, or the code that says what is wrong with it; throws only what is our own fault
 */
export async function classify(
  uploads: Uint8Array[],
  batcher: MicroBatcher,
  limits: DecodeLimits,
): Promise<Classified[]> {
  const { manifest } = batcher.model;
  const all = await Promise.all(uploads.map((upload) => prepare(upload, manifest, limits)));
  const prepared = all.filter((each) => typeof each !== 'string');
  const began = performance.now();
  const outputs = await batcher.predict(prepared.map(({ tensor }) => tensor));
  const predict = performance.now() - began;
  let next = 0;
  return all.map((each) =>
    typeof each === 'string' ? { outcome: failure(each) } : classified(each, outputs[next++]!, predict, manifest),
  );
}

/** The outcome of a picture that got no prediction. */
export const failure = (code: ErrorCode): Outcome => ({ state: 'failed', code });

async function prepare(
  upload: Uint8Array,
  { input }: ModelManifest,
  limits: DecodeLimits,
): Promise<Prepared | ErrorCode> {
  try {
    const began = performance.now();
    const prepared = await preprocess(upload, input, limits);
    return { ...prepared, preprocess: performance.now() - began };
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

function classified(
  { seen: { pixels, ...seen }, several, crop, preprocess }: Prepared,
  outputs: Float32Array,
  predict: number,
  manifest: ModelManifest,
): Classified {
  const result = toPrediction(outputs, several, manifest);
  return { outcome: { state: 'succeeded', result, seen, crop, preprocess, predict }, seen: pixels };
}

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
