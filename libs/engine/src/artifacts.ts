import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import type { ModelFiles } from './engine.js';

/** What a `model.json` of TF.js holds, in either of its formats. */
type ModelJson = Omit<io.ModelJSON, 'weightsManifest'> & {
  weightsManifest: { weights: io.WeightsManifestEntry[] }[];
};

/**
 * A model's topology and weights, as TF.js takes them.
 * @throws Error if files are missing, or the weights are not those of the manifest
 */
export async function readArtifacts({ folder, manifest }: ModelFiles): Promise<io.ModelArtifacts> {
  const { topology, weights, weightsSha256 } = manifest.files;
  const { modelTopology, weightsManifest, signature } = JSON.parse(
    await readFile(join(folder, topology), 'utf8'),
  ) as ModelJson;
  const bytes = await readFile(join(folder, weights));
  if (createHash('sha256').update(bytes).digest('hex') !== weightsSha256) {
    throw new Error(`${join(folder, weights)} is not the file that its manifest describes`);
  }
  return {
    modelTopology,
    weightSpecs: weightsManifest.flatMap((group) => group.weights),
    weightData: new Uint8Array(bytes).buffer,
    ...(signature && { signature }),
  };
}
