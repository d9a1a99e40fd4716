/** What is injected by name, because it has no class of ours. */
export const CONFIG = Symbol('Config');
/** The connection for all commands. */
export const REDIS = Symbol('Redis');
/** The connection that hears the records' announcements. */
export const SUBSCRIBER = Symbol('Redis subscriber');
