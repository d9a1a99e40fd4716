import { BlockList, isIP } from 'node:net';

/** Whether whoever speaks from an address is believed when it says whom it speaks for; false for what is no address. */
export type TrustsAddress = (address: string) => boolean;

const NETWORKS: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', '169.254.0.0/16', 'fe80::/10'],
};

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** @param proxies each an address, a network as `10.0.0.0/8`, `loopback` or `private` */
export function trustIn(proxies: readonly string[]): TrustsAddress {
  const known = new BlockList();
  for (const network of proxies.flatMap((each) => NETWORKS[each] ?? each)) {
    const [address, bits] = network.split('/') as [string, string?];
    if (bits === undefined) known.addAddress(address, family(address));
    else known.addSubnet(address, Number(bits), family(address));
  }
  return (address) => isIP(address) !== 0 && known.check(address, family(address));
}
