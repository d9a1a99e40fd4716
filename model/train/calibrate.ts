import { expectedCalibrationError } from '../calibration-error.js';
import { CLASSES } from './architecture.js';
import { type Batch, trainingBatch } from './batches.js';
import { answersAt, bestTemperature, quantile, type Reading } from './calibration.js';
import type { Dataset } from './dataset.js';
import { PIXELS, SIDE } from './picture.js';
import { plainShare } from './schedule.js';
import { type LayersModel, type Tensor2D, tf } from './tensorflow.js';

const TOGETHER = 250;
const ROUNDS = 2;
/** The same whatever the run's own seed: networks to compare are asked about the same augmented pictures. */
const SEED = 20;

/** Once calibrated, a confidence is the chance of being right; where one in four is wrong, a person should look. */
const DOUBTFUL = 0.75;
/** Share of the augmented digits whose score stays below the warning. */
const REJECTED = 0.005;

/** What makes a model's numbers mean something, measured on augmented validation digits. */
export interface Calibration {
  /** To divide by what goes into softmax. */
  temperature: number;
  warnBelow: { confidence: number; score: number };
  /** Shares from 0 to 1. */
  measured: {
    accuracy: number;
    /** Expected calibration error without and with the temperature, on the readings that it was fitted to. */
    errorBefore: number;
    errorAfter: number;
    /** Answers with a confidence below the warning's. */
    doubted: number;
    /** Pictures of no digit with a score below the warning's. */
    othersRejected: number;
  };
}

/**
 * Asks a model with temperature 1 about the validation digits, each augmented twice, and about non-digits. Temperature
 * and thresholds are chosen on the very answers that are then measured, so `measured` flatters them a little.
 */
export function calibrate(model: LayersModel, { digits, validation }: Dataset): Calibration {
  const readings: Reading[] = [];
  const [scores, others]: [number[], number[]] = [[], []];
  for (let start = 0; start < ROUNDS * validation.length; start += TOGETHER) {
    const indices = Array.from({ length: TOGETHER }, (_, index) => validation[(start + index) % validation.length]!);
    const batch = trainingBatch(digits, { indices, plain: plainShare(0), seed: [SEED, start] });
    outputsFor(model, batch).forEach((outputs, index) => {
      const isDigit = index < batch.labels.length;
      (isDigit ? scores : others).push(outputs[CLASSES]!);
      if (isDigit) readings.push({ probabilities: outputs.slice(0, CLASSES), label: batch.labels[index]! });
    });
  }
  const temperature = bestTemperature(readings);
  const answers = answersAt(readings, temperature);
  const warnBelow = { confidence: DOUBTFUL, score: roundedDown(quantile(scores, REJECTED)) };
  const share = <T>(items: readonly T[], holds: (item: T) => boolean) => items.filter(holds).length / items.length;
  const measured = {
    accuracy: share(answers, ({ right }) => right),
    errorBefore: expectedCalibrationError(answersAt(readings, 1)),
    errorAfter: expectedCalibrationError(answers),
    doubted: share(answers, ({ confidence }) => confidence < warnBelow.confidence),
    othersRejected: share(others, (score) => score < warnBelow.score),
  };
  return { temperature, warnBelow, measured };
}

function outputsFor(model: LayersModel, { pixels }: Batch): number[][] {
  return tf.tidy(() => {
    const images = tf.tensor4d(pixels, [pixels.length / PIXELS, SIDE, SIDE, 1]);
    return (model.predictOnBatch(images) as Tensor2D).arraySync();
  });
}

function roundedDown(value: number): number {
  return Math.floor(value * 1000) / 1000;
}
