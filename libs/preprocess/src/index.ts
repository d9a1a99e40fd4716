export * from './preprocess.js';
export { digitIn } from './digit.js';
export type { GreyImage } from './grey.js';
