export * from './preprocess.js';
export { isLarge, longestDecode } from './decode.js';
export { digitIn } from './digit.js';
export type { GreyImage } from './grey.js';
export type { DecodeLimits } from './picture.js';
export { toTensor } from './tensor.js';
