/** What is injected by name, because it has no class. */
export const CONFIG = Symbol('Config');
export const REDIS = Symbol('Redis');
export const ENGINE = Symbol('InferenceEngine');
