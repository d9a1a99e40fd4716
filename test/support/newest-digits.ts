import type { ModelManifest } from '#contract';
import { findModel, readModels } from '#platform';

/** The manifest of the model that answers where none is named: the repository's newest of the digits. */
export async function newestDigits(): Promise<ModelManifest> {
  const { models } = await readModels('model');
  return findModel(models, { name: 'digits', version: null })!.manifest;
}
