import type { IncomingMessage } from 'node:http';
import { CodedError, type Scope } from '#contract';
import type { AccessKey } from '#platform';

/** Who a request comes from, as far as that is known. */
export interface Principal {
  /** Whose the jobs are that it sends and may ask for; empty for whoever comes without a key. */
  owner: string;
  scope: Scope;
  /** Null for whoever comes without one. */
  key: AccessKey | null;
  /** Aborted when that is not let in any more. */
  revoked: AbortSignal;
}

const principals = new WeakMap<IncomingMessage, Principal>();

/** Remembers who a request was found to come from. */
export const admit = (request: IncomingMessage, principal: Principal): void => {
  principals.set(request, principal);
};

/** @returns undefined for a request to a door that is open to anybody */
export const principalOf = (request: IncomingMessage): Principal | undefined => principals.get(request);

/** The owner of what a request brings and asks for. */
export const ownerOf = (request: IncomingMessage): string => principalOf(request)?.owner ?? '';

/**
 * For requests that last: whether it would be let in now, too.
 * @throws CodedError `key_invalid`
 */
export function requireStillIn(request: IncomingMessage): void {
  if (principalOf(request)?.revoked.aborted) throw new CodedError('key_invalid');
}
