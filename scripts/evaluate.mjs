import { folderAsked, runBuilt } from './built.mjs';
import { childEnvironment } from './settings.mjs';

await runBuilt('model/evaluate/main.js', {
  cwd: folderAsked('evaluate'),
  // The same threads and models as the workers have.
  env: (settings) => childEnvironment(settings, settings.redisUrl ?? undefined),
});
