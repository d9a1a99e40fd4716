import { folderAsked, runBuilt } from './built.mjs';
import { childEnvironment } from './settings.mjs';

await runBuilt('model/import/main.js', {
  // What is there will do: one import is not worth a download.
  engine: 'wasm',
  cwd: folderAsked('model:import'),
  env: (settings) => childEnvironment(settings, settings.redisUrl ?? undefined),
});
