import type { IncomingHttpHeaders } from 'node:http';
import { hostname } from 'node:os';
import { isIP } from 'node:net';

/**
 * Whether a request may be a user's own, not one that a page of another site made their browser send.
 *
 * - `Host` must be a name that is known to mean this machine, or an address: a page that has its own name resolve to
 *   127.0.0.1 (DNS rebinding) carries that name here.
 * - `Origin`, which browsers add to what could change something, must be this very origin, or an allowed host's: a proxy
 *   may call this service by another name than the browser called the proxy.
 * - `Sec-Fetch-Site` catches requests without an `Origin`; a link that a person follows may come from anywhere.
 * @param allowedHosts further names, in lower case
 * @param corsOrigins other sites whose pages may call this service
 */
export function isOwnRequest(
  headers: IncomingHttpHeaders,
  allowedHosts: readonly string[],
  corsOrigins: readonly string[] = [],
): boolean {
  const { host, origin } = headers;
  if (!host || !isKnownHost(host, allowedHosts)) return false;
  if (origin !== undefined) return corsOrigins.includes(origin) || isKnownOrigin(origin, host, allowedHosts);
  return headers['sec-fetch-site'] !== 'cross-site' || headers['sec-fetch-mode'] === 'navigate';
}

function isKnownOrigin(origin: string, host: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host === host.toLowerCase() || allowedHosts.includes(from.hostname);
}

function isKnownHost(host: string, allowedHosts: readonly string[]): boolean {
  // What is not a mere name and port would be parsed, but not as what it says.
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
  return isIP(name) !== 0 || name === 'localhost' || name === hostname().toLowerCase() || allowedHosts.includes(name);
}
