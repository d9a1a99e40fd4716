import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';

/** @throws Failure when the models folder does not hold the default model (`name` or `name@version`) */
export function requireModel({ modelsFolder, model }) {
  const [name, wanted] = model.split('@');
  const folder = join(modelsFolder, name);
  const versions = wanted ? [wanted] : existsSync(folder) ? readdirSync(folder) : [];
  if (versions.some((version) => existsSync(join(folder, version, 'manifest.json')))) return;
  const manifest = join(folder, wanted ?? '<n>', 'manifest.json');
  throw new Failure(
    words(
      `Falta el modelo ${model} (${manifest}): elige otro con LINCE_MODEL o LINCE_MODELS_DIR.`,
      `The model ${model} is missing (${manifest}): choose another with LINCE_MODEL or LINCE_MODELS_DIR.`,
    ),
  );
}
