import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest, ModelReference } from '#contract';
import { multiplyAddsOf, type InferenceEngine, type LoadedModel } from '#engine';
import { BadUsage, unwritable } from '../bad-usage.js';
import { publishDraft, VersionTaken, writeDraft, type Draft } from '../model-folder.js';
import { tryConventions, type Check, type Trial } from './check.js';
import { optionsOf, type Convention } from './convention.js';
import { readModelFile, type ReadFile } from './files/read-file.js';
import { inFloat16 } from './float16.js';
import { labelsFor } from './labels.js';
import { networkIn, type Network } from './network-file.js';
import type { Options } from './options.js';
import { versionFor } from './versions.js';

/** A model that was imported. */
export interface Imported {
  manifest: ModelManifest;
  /** What to ask for it by. */
  reference: ModelReference;
  folder: string;
  network: Network;
  /** What labelled pictures told, where there were any. */
  check: Check | null;
}

/** What an import needs besides what was asked for. */
export interface Surroundings {
  engine: InferenceEngine;
  /** The models folder. */
  models: string;
  /** Largest pictures that are tried on the model. */
  maxPixels: number;
  /** Called when the file has been read, and what it holds been built: nothing in it can be in the way any more. */
  onUnderstood?: () => void;
}

/**
 * Imports a model's file into the models folder: wholly, or not at all.
 * @throws BadUsage
 */
export async function importModel(options: Options, surroundings: Surroundings): Promise<Imported> {
  const { engine, models, maxPixels, onUnderstood } = surroundings;
  await versionFor(models, options);
  const read = await understood(() => readModelFile(options.file, options.architecture));
  const network = await understood(() => networkIn(read.content, { size: options.size, kind: options.outputs }));
  onUnderstood?.();
  const labels = await labelsFor(network.outputs, options.labels);
  const artifacts = options.float16 ? inFloat16(network.artifacts) : network.artifacts;
  const draft = await writeDraft(models, network.format, artifacts).catch(unwritable(models));
  try {
    const facts = { options, read, network, labels, draft };
    const model = await loaded(engine, draft, manifestOf(facts, conventionOf(options, network, null), null, 0));
    const check = options.check === undefined ? null : await tryConventions(model, options.check, maxPixels);
    const convention = conventionOf(options, network, check);
    const manifest = manifestOf(facts, convention, check && qualityOf(check, convention), await multiplyAddsOf(model));
    model.dispose();
    const version = await publish(models, draft, manifest, options).catch(unwritable(models));
    const folder = join(models, options.name, String(version));
    const reference = { name: options.name, version: options.version ?? null };
    return { manifest: { ...manifest, version }, reference, folder, network, check };
  } finally {
    await rm(draft.folder, { recursive: true, force: true });
  }
}

/** The version may have been taken meanwhile: then the next, unless it was that one that was asked for. @returns which */
async function publish(models: string, draft: Draft, manifest: ModelManifest, options: Options): Promise<number> {
  for (;;) {
    const version = await versionFor(models, options);
    try {
      await publishDraft(models, draft, { ...manifest, version }, options.force);
      return version;
    } catch (error) {
      if (!(error instanceof VersionTaken)) throw error;
    }
  }
}

/** What somebody asks for, or else what labelled pictures tell, or else what the file does, or else what is usual. */
function conventionOf(options: Options, network: Network, check: Check | null): Convention {
  const agrees = ({ convention: { range, invert, transpose } }: Trial): boolean =>
    (options.range === undefined || String(range) === String(options.range)) &&
    (invert || !options.invert) &&
    (transpose || !options.transpose);
  const found = check?.telling ? check.trials.find(agrees)?.convention : undefined;
  const { range = network.range ?? [0, 1], invert = false, transpose = false } = found ?? {};
  return {
    range: options.range ?? range,
    invert: options.invert || invert,
    transpose: options.transpose || transpose,
  };
}

/** How well the model reads the pictures as they will be given to it; null where that was not tried. */
function qualityOf({ trials, images, data }: Check, used: Convention): ModelManifest['quality'] {
  const trial = trials.find(({ convention }) => optionsOf(convention) === optionsOf(used));
  return trial ? { accuracy: trial.accuracy, images, data } : null;
}

interface Facts {
  options: Options;
  read: ReadFile;
  network: Network;
  labels: string[];
  draft: Draft;
}

/** Of version 1, until it is known which one is free. */
function manifestOf(
  { options, read, network, labels, draft }: Facts,
  { range, invert, transpose }: Convention,
  quality: ModelManifest['quality'],
  multiplyAdds: number,
): ModelManifest {
  const { height, width, channels } = network.picture;
  const turned = { ...(invert && { invert }), ...(transpose && { transpose }) };
  return {
    ...{ name: options.name, version: 1, labels },
    input: { width, height, channels, fit: options.fit, range, ...turned },
    warnBelow: { confidence: 0.5 },
    ...{ files: draft.files, parameters: network.parameters, multiplyAdds, quality },
    source: { file: read.file, sha256: read.sha256, format: network.source, date: new Date().toISOString() },
  };
}

/** Whatever else goes wrong while a file is read lies in the file. */
async function understood<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof BadUsage ? error : senseless(error);
  }
}

/** What libraries say of a file may help; what the language says of them does not. */
function senseless(error: unknown): BadUsage {
  if (error instanceof RangeError) {
    return new BadUsage('El modelo es demasiado grande o profundo.', 'The model is too large or too deep.');
  }
  const told = error instanceof Error && !(error instanceof TypeError) ? ` (${error.message.split('\n')[0]})` : '';
  return new BadUsage(`El modelo no se entiende${told}.`, `The model makes no sense${told}.`);
}

/** A model that cannot be loaded here, or does not answer, would not be served, either. */
async function loaded(engine: InferenceEngine, { folder }: Draft, manifest: ModelManifest): Promise<LoadedModel> {
  const model = await engine.load({ folder, manifest }).catch((error: Error) => {
    const [reason] = error.message.split('\n');
    throw new BadUsage(`El modelo no se puede cargar (${reason}).`, `The model cannot be loaded (${reason}).`);
  });
  const { width, height, channels, range } = manifest.input;
  const answer = await model.predict(new Float32Array(width * height * channels).fill(range[1]), 1);
  if (answer.every(Number.isFinite)) return model;
  throw new BadUsage('Las respuestas del modelo no son números.', 'The model’s answers are not numbers.');
}
