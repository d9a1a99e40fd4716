import type { ModelManifest } from '#contract';
import { isWhole, ModelsFolder } from '#platform';

/** The manifest of the model that answers where none is named: the repository's newest of the digits. */
export async function newestDigits(): Promise<ModelManifest> {
  const versions = await new ModelsFolder('model').find({ name: 'digits', version: null });
  return versions.find(isWhole)!.manifest;
}
