export * from './preprocess.js';
