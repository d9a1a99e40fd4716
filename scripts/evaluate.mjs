import { runBuilt } from './built.mjs';
import { childEnvironment } from './settings.mjs';

// npm runs scripts in the checkout's folder; files are named from where the person is.
const asked = process.env.npm_lifecycle_event === 'evaluate' && process.env.INIT_CWD;

await runBuilt('model/evaluate/main.js', {
  cwd: asked || process.cwd(),
  // The same threads and models as the workers have.
  env: (settings) => childEnvironment(settings, settings.redisUrl ?? undefined),
});
