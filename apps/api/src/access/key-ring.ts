import { createHmac, randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Changes, digestOf, isLoopback, KeyStore, SettingError, type AccessKey, type Config } from '#platform';
import { CONFIG } from '../tokens.js';
import type { Principal } from './principal.js';

/** Milliseconds until the keys are read again that could not be read. */
const PAUSE = 500;

/** A principal, and what ends its being let in. */
interface Holder {
  principal: Principal;
  end: AbortController;
}

/**
 * The keys that open this service: those of the settings, and those of the store, which it hears of as they change. Keys
 * are looked up by a code made with a secret of this process, so that how long that takes tells nothing of them.
 */
@Injectable()
export class KeyRing {
  private readonly logger = new Logger(KeyRing.name);
  private readonly secret = randomBytes(32);
  private holders = new Map<string, Holder>();
  private anonymous: Holder | null = null;
  private reading: Promise<void> = Promise.resolve();
  /** Whether there has been a key: that all are gone does not mean that anybody may come in. */
  private wasKeyed = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: KeyStore,
    private readonly changes: Changes,
  ) {}

  /** @throws SettingError when there are no keys, and more than this machine could come in without one */
  async start(): Promise<void> {
    this.changes.listenToAccess(() => this.readAgain());
    await this.read();
    if (this.isNeeded && this.holders.size === 0) throw withoutKeys(this.config.publishedHost);
  }

  /** Whether nobody comes in without a key. */
  get isNeeded(): boolean {
    return this.anonymous === null;
  }

  /** Who comes in without a key; null where a key is needed. */
  get nobody(): Principal | null {
    return this.anonymous?.principal ?? null;
  }

  /** @returns null for what is no key */
  find(key: string): Principal | null {
    return this.findByDigest(digestOf(key));
  }

  /** As {@link find}, of a key that is known by its digest. */
  findByDigest(digest: string): Principal | null {
    return this.holders.get(this.codeOf(digest))?.principal ?? null;
  }

  /** One reading after the other, so that the last one has the last word. */
  private readAgain(): void {
    this.reading = this.reading.then(() => this.readUntilItIsRead());
  }

  private async readUntilItIsRead(): Promise<void> {
    for (let told = false; ; told = true) {
      try {
        return await this.read();
      } catch (error) {
        if (!told) this.logger.warn(`the access keys cannot be read: ${(error as Error).message}`);
        await pause(PAUSE, undefined, { ref: false });
      }
    }
  }

  private async read(): Promise<void> {
    const keys = [...this.config.access.keys, ...(await this.store.all())];
    const before = this.holders;
    this.holders = new Map(
      keys.map((key) => {
        const code = this.codeOf(key.digest);
        const known = before.get(code);
        return [code, known && isSame(known.principal.key!, key) ? known : holderOf(key)];
      }),
    );
    this.wasKeyed ||= keys.length > 0;
    const isAnybodys = this.config.access.open || isLoopback(this.config.publishedHost);
    const mayComeWithout = !this.wasKeyed && isAnybodys;
    const { anonymous } = this;
    this.anonymous = mayComeWithout ? (anonymous ?? holderOf(null)) : null;
    for (const [code, holder] of before) if (this.holders.get(code) !== holder) holder.end.abort();
    if (!this.anonymous) anonymous?.end.abort();
  }

  private codeOf(digest: string): string {
    return createHmac('sha256', this.secret).update(digest).digest('base64');
  }
}

/** Whoever needs no key may do everything. */
function holderOf(key: AccessKey | null): Holder {
  const end = new AbortController();
  setMaxListeners(0, end.signal); // As many as there are requests that last.
  return { end, principal: { owner: key?.name ?? '', scope: key?.scope ?? 'admin', key, revoked: end.signal } };
}

const isSame = (one: AccessKey, other: AccessKey): boolean =>
  one.name === other.name &&
  one.scope === other.scope &&
  JSON.stringify([one.rate, one.quota]) === JSON.stringify([other.rate, other.quota]);

const withoutKeys = (host: string): SettingError =>
  new SettingError(
    `No hay claves de acceso, y en ${host} entraría cualquiera de la red: crea una (npm run keys -- add NOMBRE), ponla en LINCE_API_KEYS, o acéptalo con LINCE_OPEN=true. / There are no access keys, and at ${host} anybody on the network could come in: make one (npm run keys -- add NAME), set LINCE_API_KEYS, or accept it with LINCE_OPEN=true.`,
  );
