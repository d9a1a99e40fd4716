import { basename } from 'node:path';
import { CodedError, type InputSpec } from '#contract';
import { MicroBatcher, type LoadedModel } from '#engine';
import { preprocess } from '#preprocess';
import { BadUsage } from '../bad-usage.js';
import { picturesOf, sample, type Picture } from '../pictures/pictures.js';
import { CONVENTIONS, type Convention } from './convention.js';

/** Pictures that conventions are tried on. */
const MOST = 200;
/** The least that an answer's probability counts as: one sure mistake is not the end of a convention. */
const LEAST = 1e-3;

/** Share of what chance leaves unread that a convention must have read rightly to be believed. */
const BETTER = 0.2;

/** How well a model reads labelled pictures when they are given to it in one way. */
export interface Trial {
  convention: Convention;
  accuracy: number;
  /** Mean logarithm of the right label's probability, less what speaks against the convention from the start. */
  score: number;
}

export interface Check {
  /** Best first. */
  trials: Trial[];
  images: number;
  /** Whether the best is that at all, and not the luckiest. */
  telling: boolean;
  /** What the folder is called. */
  data: string;
}

/**
 * Tries the usual conventions on labelled pictures.
 * @param model loaded as it is; what its manifest says of range, negative and transposition does not matter
 * @throws BadUsage where there are no such pictures
 */
export async function tryConventions(model: LoadedModel, folder: string, maxPixels: number): Promise<Check> {
  const { labels, input } = model.manifest;
  const { pictures } = await picturesOf({ folder }, labels);
  const labelled = sample(
    pictures.filter(({ label }) => label !== null),
    MOST,
  );
  const batcher = new MicroBatcher(model);
  const trials: Trial[] = [];
  let images = 0;
  for (const { doubt, ...convention } of CONVENTIONS) {
    const answers = labelled.map((picture) => answerTo(picture, { ...input, ...convention }, batcher, maxPixels));
    const read = (await Promise.all(answers)).filter((answer) => answer !== null);
    if (read.length === 0) throw nothingToTryOn(folder);
    images = read.length;
    const score = mean(read.map(({ share }) => Math.log(Math.max(share, LEAST)))) - doubt;
    trials.push({ convention, score, accuracy: mean(read.map(({ right }) => Number(right))) });
  }
  trials.sort((one, other) => other.score - one.score);
  const chance = 1 / labels.length;
  const telling = trials[0]!.accuracy > chance + BETTER * (1 - chance);
  return { trials, images, telling, data: basename(folder) };
}

/** The right label's share of the answer, and whether it is the largest; null for a picture that cannot be read. */
async function answerTo({ read, label }: Picture, input: InputSpec, batcher: MicroBatcher, maxPixels: number) {
  try {
    const { tensor } = await preprocess(await read(), input, { maxPixels });
    const [outputs] = (await batcher.predict([tensor])) as [Float32Array];
    const all = outputs.reduce((sum, each) => sum + each, 0);
    const right = outputs[label!]!;
    // What is no number, as numbers that are far too large make, is right in nothing.
    return { share: right / all || 0, right: right === Math.max(...outputs) };
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

const mean = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const nothingToTryOn = (folder: string): BadUsage =>
  new BadUsage(
    `En ${folder} no hay ninguna imagen con etiqueta que se pueda leer.`,
    `There is no picture with a label in ${folder} that can be read.`,
  );
