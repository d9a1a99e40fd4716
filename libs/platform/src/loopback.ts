import { trustIn } from './trusted-proxies.js';

const isOwnAddress = trustIn(['loopback']);

/** Whether only this machine reaches an address, or a name that stands for one. */
export const isLoopback = (host: string): boolean => host === 'localhost' || isOwnAddress(host);
