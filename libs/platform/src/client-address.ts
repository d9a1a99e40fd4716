import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { TrustsAddress } from './trusted-proxies.js';

/** Proxies that a request may have come through. */
const MOST_HOPS = 16;

/** For a client whose address its proxy does not tell: nobody's, so that it gets nothing that goes by addresses. */
const UNKNOWN = '0.0.0.0';

const HOST = /^[\w.:[\]-]{1,255}$/;
const PROTOCOL = /^https?$/;

/**
 * Lets the headers that proxies add say only what is to be believed: `X-Forwarded-For` one address, the client's, as far as
 * trusted proxies tell of it. Where none is trusted, they are gone; so is a host or a protocol that could be none.
 */
export function vetForwarded({ headers, socket }: IncomingMessage, isTrusted: TrustsAddress): void {
  const { 'x-forwarded-for': list, 'x-forwarded-host': host, 'x-forwarded-proto': proto } = headers;
  if (list === undefined && host === undefined && proto === undefined) return;
  const peer = plainAddress(socket.remoteAddress ?? '');
  const isBelieved = isTrusted(peer);
  if (isBelieved && list !== undefined) headers['x-forwarded-for'] = farthest(String(list), peer, isTrusted);
  else delete headers['x-forwarded-for'];
  if (!isBelieved || !HOST.test(String(host))) delete headers['x-forwarded-host'];
  if (!isBelieved || !PROTOCOL.test(String(proto))) delete headers['x-forwarded-proto'];
}

/** The address of whoever sent a request, as far as it is known once its headers were vetted. */
export const clientAddressOf = ({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string =>
  headers['x-forwarded-for']?.toString() ?? plainAddress(socket.remoteAddress ?? '');

/** Goes from proxy to proxy, nearest first, until one is not trusted. */
function farthest(list: string, peer: string, isTrusted: TrustsAddress): string {
  if (list.trim() === '') return UNKNOWN;
  let last = peer;
  let end = list.length;
  for (let hop = 0; hop < MOST_HOPS && end > 0 && isTrusted(last); hop++) {
    const comma = list.lastIndexOf(',', end - 1);
    const address = plainAddress(list.slice(Math.max(comma + 1, end - 100), end).trim());
    if (isIP(address) === 0) return UNKNOWN;
    last = address;
    end = comma;
  }
  return last;
}

/** Without a port, without brackets, and an IPv4 address as such. */
function plainAddress(text: string): string {
  const [, bracketed] = /^\[([\da-f:.]+)\](?::\d{1,5})?$/i.exec(text) ?? [];
  const [, withPort] = /^([\d.]+):\d{1,5}$/.exec(text) ?? [];
  const address = bracketed ?? withPort ?? text;
  return /^::ffff:[\d.]+$/i.test(address) ? address.slice('::ffff:'.length) : address;
}
