export * from './bundle.js';
export * from './error-code.js';
export * from './errors.js';
export * from './events.js';
export * from './messages.js';
export * from './model.js';
export * from './prediction.js';
export * from './upload.js';
