import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CodedError, type Scope } from '#contract';
import { clientAddressOf, isLoopback, Sessions, trustIn, type Config } from '#platform';
import { CONFIG } from '../tokens.js';
import { KeyRing } from './key-ring.js';
import { admit, type Principal } from './principal.js';
import { sessionIn } from './session-cookie.js';

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who a request comes from, and lets it in or not. */
@Injectable()
export class Gate {
  /** Whether this machine's own requests come from a private network, as they do in a container whose port is published to it. */
  private readonly isContained: boolean;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly ring: KeyRing,
    private readonly sessions: Sessions,
  ) {
    this.isContained = isLoopback(config.publishedHost) && !isLoopback(config.host);
  }

  /**
   * Lets a request in, and remembers who it comes from.
   * @param scope what its door asks for
   * @throws CodedError `key_required`, `key_invalid`, `key_forbidden`, `request_forbidden`, `queue_unavailable`
   */
  async admit(request: IncomingMessage, scope: Scope): Promise<Principal> {
    const principal = this.withoutKey(request) ?? (await this.byKey(request));
    if (scope === 'admin' && !this.mayAdminister(principal, request)) throw new CodedError('key_forbidden');
    admit(request, principal);
    return principal;
  }

  /**
   * Who a key that came in some other way belongs to.
   * @throws CodedError `key_invalid`
   */
  find(key: string): Principal {
    return this.ring.find(key) ?? invalid();
  }

  private withoutKey(request: IncomingMessage): Principal | null {
    const { nobody } = this.ring;
    return nobody && (this.config.access.open || this.isHere(request)) ? nobody : null;
  }

  /** Whether whoever asks is on this machine: not whom a proxy on it speaks for. */
  private isHere(request: IncomingMessage): boolean {
    const address = clientAddressOf(request);
    return isLoopback(address) || (this.isContained && isPrivate(address));
  }

  private async byKey(request: IncomingMessage): Promise<Principal> {
    const { authorization } = request.headers;
    const token = sessionIn(request.headers.cookie);
    // What a browser was asked for by a proxy, say, is not meant for us.
    const isMeant = authorization !== undefined && (token === null || /^Bearer /i.test(authorization));
    if (isMeant) return this.find(/^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1] ?? '');
    if (token === null) throw new CodedError('key_required');
    // A cookie comes with whatever a browser sends: what would change something must say that it is of this very site.
    if (!SAFE.has(request.method!) && !isOfThisSite(request)) throw new CodedError('request_forbidden');
    const digest = await this.sessions.find(token);
    return (digest !== null && this.ring.findByDigest(digest)) || invalid();
  }

  /** Where anybody may come in, not everybody is to see the queues. */
  private mayAdminister({ scope, key }: Principal, request: IncomingMessage): boolean {
    return scope === 'admin' && (key !== null || (!this.config.access.open && this.isHere(request)));
  }
}

const isPrivate = trustIn(['private']);

/** Stricter than who may call at all: another port is another origin, but the same site to a cookie. */
function isOfThisSite({ headers }: IncomingMessage): boolean {
  const { host, origin, 'sec-fetch-site': site, 'x-forwarded-host': forwarded } = headers;
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined || !URL.canParse(origin)) return false;
  return [host, forwarded].includes(new URL(origin).host);
}

function invalid(): never {
  throw new CodedError('key_invalid');
}
