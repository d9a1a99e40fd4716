export type { InferenceEngine, LoadedModel, ModelFiles } from './engine.js';
export { formula, type FormulaName } from './layers/formula.js';
export { resetAfterGru } from './layers/reset-after-gru.js';
export { resize, type Interpolation } from './layers/resize.js';
export { withLightCalls } from './light-calls.js';
export { MicroBatcher } from './micro-batcher.js';
export { multiplyAddsOf } from './multiply-adds.js';
export { openEngine } from './open-engine.js';
export { ModelRegistry, type Loan } from './registry.js';
