import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { certified } from './certificate.js';

/** A door over TLS to a server on loopback that speaks none itself. */
export interface SecureDoor {
  port: number;
  /** A file with the certificate of who is to be trusted. */
  authority: string;
  close: () => Promise<void>;
}

export async function openSecureDoor(behind: number): Promise<SecureDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'lince-tls-'));
  const authority = join(folder, 'authority.pem');
  const { key, cert } = certified();
  await writeFile(authority, cert);
  const sockets = new Set<Socket>();
  const server = createServer({ key, cert }, (outside) => {
    const inside = connect(behind, '127.0.0.1');
    outside.pipe(inside).pipe(outside);
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    authority,
    close: async () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await rm(folder, { recursive: true });
    },
  };
}
