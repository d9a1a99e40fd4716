import { BlockList, isIP } from 'node:net';

const NAMED: Record<string, readonly string[]> = {
  loopback: ['127.0.0.0/8', '::1'],
  private: ['127.0.0.0/8', '::1', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/**
 * Tells whose word about others is believed.
 * @param proxies addresses and networks, `loopback`, `private`
 */
export function proxyTrust(proxies: readonly string[]): (address: string | undefined) => boolean {
  const known = new BlockList();
  for (const entry of proxies.flatMap((each) => NAMED[each] ?? [each])) {
    const [address, bits] = entry.split('/') as [string, string?];
    if (bits === undefined) known.addAddress(address, family(address));
    else known.addSubnet(address, Number(bits), family(address));
  }
  return (address) => {
    // So a socket that listens for both kinds names those of the older one.
    const bare = address?.replace(/^::ffff:(?=\d+\.)/i, '');
    return bare !== undefined && isIP(bare) !== 0 && known.check(bare, family(bare));
  };
}
