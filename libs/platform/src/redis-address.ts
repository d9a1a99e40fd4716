/** A host's name or address, without brackets, and its port. */
export interface Endpoint {
  host: string;
  port: number;
}

/** Whom to log in as; nobody where both are absent. */
export interface Login {
  username?: string;
  password?: string;
}

interface Several {
  hosts: Endpoint[];
  tls: boolean;
  login: Login;
}

/** Where Redis is, by the kinds of Redis there are. */
export type RedisAddress =
  | { kind: 'server'; url: string }
  | { kind: 'socket'; path: string }
  /** Sentinels that know who is master of a group; `login` is for the group's servers. */
  | ({ kind: 'sentinel'; master: string; db: number; sentinelLogin: Login } & Several)
  /** Some nodes of a Cluster; they know the others. */
  | ({ kind: 'cluster' } & Several);

const DEFAULT_PORTS = { sentinel: 26_379, cluster: 6_379 };

/** What is said of REDIS_URL where it cannot be one. */
export const REDIS_URL_FORMS =
  'redis://… | rediss://… | unix:///… | redis+sentinel://host,host/master | redis+cluster://host,host';

/** scheme, user and password, hosts, path, query */
const SEVERAL = /^redis(s?)\+(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]+)(\/[^?#]*)?(?:\?([^#]*))?$/i;

/**
 * Reads a Redis' address: `redis://`, `rediss://` (TLS) or `unix:///path` for one server;
 * `redis+sentinel://[user:password@]host[:26379][,host…]/master[/db][?sentinelUsername=…&sentinelPassword=…]`;
 * `redis+cluster://[user:password@]host[:6379][,host…]`; both with `rediss+` where all connections are to be over TLS.
 * User, password and the master's name are percent-encoded where they need be.
 * @returns null for what is none
 */
export function parseRedisUrl(text: string): RedisAddress | null {
  const several = SEVERAL.exec(text);
  try {
    return several ? parseSeveral(several) : parseSingle(new URL(text));
  } catch {
    return null; // Not a URL, or encoded wrongly.
  }
}

function parseSingle({ protocol, pathname, href }: URL): RedisAddress | null {
  if (protocol === 'unix:') return { kind: 'socket', path: decodeURIComponent(pathname) };
  return protocol === 'redis:' || protocol === 'rediss:' ? { kind: 'server', url: href } : null;
}

function parseSeveral([, tls, form, user, hosts, path = '', query]: RegExpExecArray): RedisAddress | null {
  const kind = form!.toLowerCase() as keyof typeof DEFAULT_PORTS;
  const several = {
    hosts: hosts!.split(',').map((each) => parseEndpoint(each, DEFAULT_PORTS[kind])),
    tls: tls !== '',
    login: parseLogin(user ?? ''),
  };
  const { sentinelUsername: username, sentinelPassword: password, ...unknown } = parseQuery(query ?? '');
  if (Object.keys(unknown).length > 0) return null;
  const [master, db = '0', ...more] = path.split('/').slice(1).map(decodeURIComponent);
  if (kind === 'cluster') {
    // A Cluster has but one database, and no sentinels.
    return master || more.length > 0 || username || password ? null : { kind, ...several };
  }
  if (!master || !/^\d{1,5}$/.test(db) || more.length > 0) return null;
  return { kind, master, db: Number(db), sentinelLogin: login(username, password), ...several };
}

/** @throws Error where it is none */
function parseEndpoint(text: string, defaultPort: number): Endpoint {
  const { hostname, port, host } = new URL(`redis://${text}`);
  if (!hostname || (host !== text && `${host}:` !== text)) throw new Error(text);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port ? Number(port) : defaultPort };
}

function parseLogin(text: string): Login {
  const [, username, password] = /^([^:]*)(?::(.*))?$/.exec(text)!;
  return login(decodeURIComponent(username!), decodeURIComponent(password ?? ''));
}

const login = (username?: string, password?: string): Login => ({
  ...(username ? { username } : {}),
  ...(password ? { password } : {}),
});

const parseQuery = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

/** An address as it may be shown, be it a valid one or not: without its passwords. */
export const withoutPasswords = (text: string): string =>
  text.replace(/(\/\/[^:@/]*):[^@/]*@/, '$1:***@').replace(/(sentinelPassword=)[^&#]*/gi, '$1***');

/** The hosts, or the path, that a valid address names. */
export function placesOf(address: RedisAddress): string {
  if (address.kind === 'socket') return address.path;
  if (address.kind === 'server') return new URL(address.url).host;
  return address.hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(', ');
}
