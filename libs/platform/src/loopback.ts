import { BlockList, isIPv6 } from 'node:net';

const own = new BlockList();
own.addSubnet('127.0.0.0', 8, 'ipv4');
own.addAddress('::1', 'ipv6');

/** Whether only this machine reaches an address, or a name that stands for one. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || own.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
