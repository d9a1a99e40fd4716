import { formatModelReference, parseModelReference, type ModelReference } from '#contract';
import { isWhole, ModelsFolder, type StoredModel } from '#platform';
import { BadUsage } from '../bad-usage.js';

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
  const folder = new ModelsFolder(models.folder);
  const found = reference && (await folder.find(reference)).find(isWhole);
  if (found) return found;
  const name = wanted ?? formatModelReference(models.default);
  const there = (await folder.all()).filter(isWhole).map(formatModelReference).join(', ') || '–';
  throw new BadUsage(
    `No hay ningún modelo ${name} en ${models.folder}; hay: ${there}.`,
    `There is no model ${name} in ${models.folder}; there are: ${there}.`,
  );
}
