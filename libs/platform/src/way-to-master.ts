import type { RedisOptions } from 'ioredis';
import { backOff } from './back-off.js';
import type { RedisAddress } from './redis-address.js';
import { SlotConnector } from './slot-connector.js';

/** Milliseconds that a sentinel has to answer, and after which one that was away is looked for again. */
const SENTINEL = 1_000;

type Options = Omit<RedisOptions, 'replyMapping'>;

/**
 * How a connection finds the master of what an address names, whenever it has to.
 * @param name begins with the hash tag of all keys that will be asked for
 */
export function wayTo(address: Exclude<RedisAddress, { kind: 'server' }>, name: string): Options {
  if (address.kind === 'socket') return { path: address.path };
  const { hosts, login, tls } = address;
  const entry = { ...login, ...(tls ? { tls: {} } : {}) };
  return address.kind === 'cluster'
    ? { ...entry, Connector: connectorFrom(address, name) }
    : {
        ...entry,
        ...(tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
        sentinels: hosts,
        name: address.master,
        db: address.db,
        sentinelUsername: address.sentinelLogin.username,
        sentinelPassword: address.sentinelLogin.password,
        // A master that is frozen, not dead, closes no connection: it is the sentinels who say that there is another.
        failoverDetector: true,
        sentinelCommandTimeout: SENTINEL,
        sentinelReconnectStrategy: () => SENTINEL,
        sentinelRetryStrategy: backOff,
      };
}

const connectorFrom = ({ hosts }: Extract<RedisAddress, { kind: 'cluster' }>, name: string) =>
  class extends SlotConnector {
    constructor(options: unknown) {
      super(options, hosts, name);
    }
  };
