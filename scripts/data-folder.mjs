import { accessSync, constants, mkdirSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { lockFolder } from './lock.mjs';

/** Makes the data folder where it is missing, and keeps it for this process alone until it ends. @throws Failure */
export async function takeDataFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch ({ code }) {
    throw new Failure(
      words(
        `No se puede escribir en la carpeta de datos ${folder} (${code}): elige otra con LINCE_DATA_DIR.`,
        `Cannot write in the data folder ${folder} (${code}): choose another with LINCE_DATA_DIR.`,
      ),
    );
  }
  if (await lockFolder(folder)) return;
  throw new Failure(
    words(
      `Otro Lince usa la carpeta de datos ${folder}: páralo, o da a este otra con LINCE_DATA_DIR y otros puertos.`,
      `Another Lince uses the data folder ${folder}: stop it, or give this one another with LINCE_DATA_DIR and ports.`,
    ),
  );
}
