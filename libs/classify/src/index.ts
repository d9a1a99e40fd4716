export * from './classify.js';
export { isLarge, longestDecode, type DecodeLimits } from '#preprocess';
