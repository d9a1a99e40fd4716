import type { IncomingMessage } from 'node:http';
import { clientAddressOf } from '#platform';

/** Says in a request's `X-Forwarded-…` headers, which have been vetted, whom it comes from and what it was addressed to. */
export function sayForWhom(request: IncomingMessage): void {
  const { headers } = request;
  headers['x-forwarded-for'] = clientAddressOf(request);
  headers['x-forwarded-host'] ??= headers.host;
  headers['x-forwarded-proto'] ??= 'http';
}

/** Whether who asks came by https, at least to the first proxy. */
export const cameByHttps = ({ headers }: IncomingMessage): boolean => headers['x-forwarded-proto'] === 'https';
