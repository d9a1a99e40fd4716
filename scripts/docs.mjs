import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from './failure.mjs';
import { installAndBuild } from './install.mjs';
import { requirePlatform } from './platform.mjs';
import { root } from './project.mjs';
import { FILES, reference } from './reference/reference.mjs';

const built = (module) => import(pathToFileURL(join(root, 'dist', module)).href);

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort(new Failure(name)));

try {
  requirePlatform();
  await installAndBuild(stopping.signal);
  const [contract, platform, { DOORS: doors }] = await Promise.all(
    ['libs/contract/src/index.js', 'libs/platform/src/index.js', 'apps/api/src/openapi/doors.js'].map(built),
  );
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  for (const [language, file] of Object.entries(FILES)) {
    writeFileSync(join(root, file), reference(language, { platform, contract, doors, compose }));
    console.log(file);
  }
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
}
