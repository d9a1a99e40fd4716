import { randomBytes } from 'node:crypto';
import { digestOf, formatAllowance, type KeyStore, type StoredKey } from '#platform';
import type { KeyRequest } from './request.js';

/** What a person is told: on standard output what was asked for, beside it what to know of it; and the exit code. */
export interface Answer {
  output: string[];
  remark: string;
  code: 0 | 1;
}

/** Does what is asked of the keys. */
export async function answer(request: KeyRequest, store: KeyStore): Promise<Answer> {
  switch (request.command) {
    case 'list':
      return { output: table(await store.all()), remark: '', code: 0 };
    case 'revoke':
      if (!(await store.revoke(request.name))) return unknown(request.name);
      return done((await store.all()).length > 0 ? REVOKED : LAST);
    case 'rotate': {
      const known = (await store.all()).find(({ name }) => name === request.name);
      if (!known) return unknown(request.name);
      const key = newKey();
      await store.replace({ ...known, digest: digestOf(key) });
      return { ...done(ONCE), output: [key] };
    }
    case 'add': {
      const key = newKey();
      const isNew = await store.add({ ...request.key, digest: digestOf(key) });
      if (!isNew) return taken(request.key.name);
      return { ...done(ONCE), output: [key] };
    }
  }
}

/** 256 random bits; what they begin with lets programs that look for leaked keys know one. */
const newKey = (): string => `lince_${randomBytes(32).toString('base64url')}`;

function table(keys: StoredKey[]): string[] {
  const rows = [
    ['NAME', 'SCOPE', 'RATE', 'QUOTA', 'CREATED'],
    ...keys.map(({ name, scope, rate, quota, created }) => [
      name,
      scope,
      rate ? formatAllowance(rate) : '-',
      quota ? formatAllowance(quota) : '-',
      created.slice(0, 16),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

const ONCE =
  'Guárdala ahora: no se vuelve a mostrar. Ya vale. / Keep it now: it is not shown again. It is valid already.';
const REVOKED = 'Retirada: ya no vale. / Revoked: it is not valid any more.';
const LAST =
  'Retirada, y no queda ninguna: quien está en marcha sigue pidiendo clave hasta que se reinicie. / Revoked, and there is none left: what runs goes on asking for a key until it is started again.';

const done = (remark: string): Answer => ({ output: [], remark, code: 0 });
const refused = (remark: string): Answer => ({ output: [], remark, code: 1 });

const unknown = (name: string): Answer => refused(`No hay ninguna clave ${name}. / There is no key ${name}.`);
const taken = (name: string): Answer =>
  refused(
    `Ya hay una clave ${name}: renuévala (rotate) o retírala (revoke). / There is a key ${name} already: rotate or revoke it.`,
  );
