import { runBuilt } from './built.mjs';

// The WebAssembly engine cannot train.
await runBuilt('model/train/main.js', { engine: 'native' });
