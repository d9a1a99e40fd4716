import type { IncomingMessage } from 'node:http';
import type { TrustsAddress } from '#platform';

/**
 * Says in a request's `X-Forwarded-…` headers whom it came from and what it was addressed to. What it brought of them
 * stands where a trusted proxy wrote it, and is anybody's fancy elsewhere.
 */
export function sayForWhom({ headers, socket }: IncomingMessage, isTrusted: TrustsAddress): void {
  const peer = socket.remoteAddress ?? '';
  const before = isTrusted(peer) ? headers : {};
  const said = (name: string): string | undefined => before[`x-forwarded-${name}`]?.toString() || undefined;
  headers['x-forwarded-for'] = [said('for'), peer].filter(Boolean).join(', ');
  headers['x-forwarded-proto'] = said('proto') === 'https' ? 'https' : 'http';
  headers['x-forwarded-host'] = said('host') ?? headers.host ?? '';
}

/** Whether who asks came by https, at least to the first proxy; asked after {@link sayForWhom}. */
export const cameByHttps = ({ headers }: IncomingMessage): boolean => headers['x-forwarded-proto'] === 'https';
