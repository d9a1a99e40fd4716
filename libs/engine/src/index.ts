export type { InferenceEngine, LoadedModel, ModelFiles } from './engine.js';
export { MicroBatcher } from './micro-batcher.js';
export { openEngine } from './open-engine.js';
export { ModelRegistry } from './registry.js';
