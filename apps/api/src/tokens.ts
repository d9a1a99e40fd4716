/** What is injected by name, because it has no class of ours. */
export const CONFIG = Symbol('Config');
export const REDIS = Symbol('Redis');
