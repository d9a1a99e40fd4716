const SEVERAL = /^redis(s?)\+(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]+)(\/[^?#]*)?(?:\?([^#]*))?$/i;
const PORTS = { sentinel: 26379, cluster: 6379 };

/**
 * The servers that REDIS_URL names, to be asked whether they are there; Lince's processes read the rest of it.
 * @returns for each what to connect to (`path`, or `host` and `port`), whether over `tls`, and the `login` it wants, a
 *   list of nothing, a password, or a user and a password; null where there is none to be read
 */
export function serversOf(text) {
  try {
    return SEVERAL.test(text) ? several(SEVERAL.exec(text)) : single(new URL(text));
  } catch {
    return null; // Not a URL, or encoded wrongly.
  }
}

function single({ protocol, hostname, port, pathname, username, password }) {
  if (protocol === 'unix:') return [{ path: decodeURIComponent(pathname), tls: false, login: [] }];
  if (protocol !== 'redis:' && protocol !== 'rediss:') return null;
  const login = loginOf(decodeURIComponent(username), decodeURIComponent(password));
  return [{ host: bare(hostname), port: Number(port || 6379), tls: protocol === 'rediss:', login }];
}

function several([, tls, form, user = '', hosts, path = '', query]) {
  const kind = form.toLowerCase();
  const of = new URLSearchParams(query);
  // Of several colons the first one is meant.
  const [, username, password = ''] = /^([^:]*):?(.*)$/.exec(user).map(decodeURIComponent);
  const login =
    kind === 'sentinel'
      ? loginOf(of.get('sentinelUsername') ?? '', of.get('sentinelPassword') ?? '')
      : loginOf(username, password);
  if (kind === 'sentinel' && path.length < 2) return null;
  return hosts.split(',').map((each) => {
    const { hostname, port } = new URL(`redis://${each}`);
    if (!hostname) throw new Error(each);
    return { host: bare(hostname), port: Number(port || PORTS[kind]), tls: tls !== '', login };
  });
}

const loginOf = (username, password) => (password ? [...(username ? [username] : []), password] : []);
const bare = (hostname) => hostname.replace(/^\[|\]$/g, '');

/** A Redis' address as it may be shown. */
export const withoutPassword = (text) =>
  text.replace(/(\/\/[^:@/]*):[^@/]*@/, '$1:***@').replace(/(sentinelPassword=)[^&#]*/gi, '$1***');

/** A Redis' address with a password from elsewhere, where it names none itself. */
export const withPassword = (text, password) =>
  text.replace(/^(rediss?(?:\+\w+)?:\/\/)(?:([^@/?#]*)@)?/i, (own, scheme, user = '') =>
    password === '' || user.includes(':') ? own : `${scheme}${user}:${encodeURIComponent(password)}@`,
  );
