export * from './classify.js';
export { saliency } from './saliency.js';
export { isLarge, longestDecode, type DecodeLimits } from '#preprocess';
