import { createHash } from 'node:crypto';
import { formatModelReference, type ModelReference } from '#contract';

/** What a client wants to be done once, however often it asks. */
export interface Once {
  /** The key that it gave. */
  key: string;
  /** Whose key it is; two owners may use the same. */
  owner: string;
  kind: 'job' | 'batch';
}

/** Hashes what a request consists of, piece by piece. */
export class Fingerprint {
  private readonly hash = createHash('sha256');

  constructor(model: ModelReference) {
    this.add(formatModelReference(model));
  }

  /** One more piece; where pieces begin and end makes a difference. */
  add(piece: string | Uint8Array): this {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.hash.update(`${bytes.length}:`).update(bytes);
    return this;
  }

  get digest(): string {
    return this.hash.digest('base64url');
  }
}

/** The digest of a key, and of the request that it came with, 43 letters each: what Redis knows of it. */
export function onceOf({ key, owner, kind }: Once, request: Fingerprint): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([kind, owner, key]))
    .digest('base64url');
  return digest + request.digest;
}
