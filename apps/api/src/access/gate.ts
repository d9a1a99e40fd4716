import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CodedError, type Scope } from '#contract';
import { clientAddressOf, isLoopback, Sessions, type Config } from '#platform';
import { CONFIG } from '../tokens.js';
import { KeyRing } from './key-ring.js';
import { admit, type Principal } from './principal.js';
import { sessionIn } from './session-cookie.js';

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who a request comes from, and lets it in or not. */
@Injectable()
export class Gate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly ring: KeyRing,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Lets a request in, and remembers who it comes from.
   * @param scope what its door asks for
   * @throws CodedError `key_required`, `key_invalid`, `key_forbidden`, `request_forbidden`, `queue_unavailable`
   */
  async admit(request: IncomingMessage, scope: Scope): Promise<Principal> {
    const principal = this.withoutKey(request) ?? (await this.byKey(request));
    if (scope === 'admin' && !this.mayAdminister(principal)) throw new CodedError('key_forbidden');
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

  /** What is only for this machine is not for whom a proxy on it speaks for. */
  private withoutKey(request: IncomingMessage): Principal | null {
    const isOnlyHere = !this.config.access.open && isLoopback(this.config.host);
    return isOnlyHere && !isLoopback(clientAddressOf(request)) ? null : this.ring.nobody;
  }

  private async byKey(request: IncomingMessage): Promise<Principal> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.find(/^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1] ?? '');
    const token = sessionIn(request.headers.cookie);
    if (token === null) throw new CodedError('key_required');
    // A cookie comes with whatever a browser sends: what would change something must say that it is of this very site.
    if (!SAFE.has(request.method!) && !this.isOfThisSite(request)) throw new CodedError('request_forbidden');
    const session = await this.sessions.find(token);
    return (session && this.ring.findByDigest(session.digest)) ?? invalid();
  }

  /** That an origin may call at all has been checked already; other sites' pages may, but never with a cookie. */
  private isOfThisSite({ headers: { origin, 'sec-fetch-site': site } }: IncomingMessage): boolean {
    return origin === undefined ? site === 'same-origin' : !this.config.corsOrigins.includes(origin);
  }

  /** Where anybody may come in, not everybody is to see the queues. */
  private mayAdminister({ scope, key }: Principal): boolean {
    return scope === 'admin' && (key !== null || isLoopback(this.config.publishedHost));
  }
}

function invalid(): never {
  throw new CodedError('key_invalid');
}
