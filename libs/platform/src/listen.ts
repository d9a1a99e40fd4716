import { once } from 'node:events';
import type { Server } from 'node:http';
import { SettingError } from './setting.js';

/**
 * Listens where the settings say.
 * @param variable the setting to change when the port is taken
 * @throws SettingError when it is taken or not allowed
 */
export async function listenAt(server: Server, port: number, host: string, variable: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const where = `${host}:${port} (${(error as NodeJS.ErrnoException).code})`;
    throw new SettingError(
      `No se puede escuchar en ${where}: elige otro puerto con ${variable}. / ` +
        `Cannot listen on ${where}: choose another port with ${variable}.`,
    );
  }
}
