import { parseModelReference, type ModelReference } from '#contract';
import { findModel, readModels, type StoredModel } from '#platform';
import { BadUsage } from './bad-usage.js';

/**
 * The model to measure.
 * @param wanted `name` or `name@version`; undefined for the default
 * @throws BadUsage where there is none of that name
 */
export async function chosenModel(
  models: { folder: string; default: ModelReference },
  wanted: string | undefined,
): Promise<StoredModel> {
  const reference = wanted === undefined ? models.default : parseModelReference(wanted);
  const { models: stored } = await readModels(models.folder);
  const found = reference && findModel(stored, reference);
  if (found) return found;
  const name = wanted ?? models.default.name;
  const there = stored.map(({ manifest }) => `${manifest.name}@${manifest.version}`).join(', ') || '–';
  throw new BadUsage(
    `No hay ningún modelo ${name} en ${models.folder}; hay: ${there}.`,
    `There is no model ${name} in ${models.folder}; there are: ${there}.`,
  );
}
