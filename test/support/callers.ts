import { request } from 'node:http';

/** What a client was answered. */
export interface Reply {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: unknown;
}

/**
 * Sends a picture from an address of its own: all of 127.0.0.0/8 is this machine, so that tests have many callers.
 * @param from such as 127.0.0.2
 */
export function sendFrom(
  from: string,
  url: string,
  picture: Uint8Array,
  more: NodeJS.Dict<string> = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'image/png', ...more };
    const sent = request(url, { method: 'POST', localAddress: from, agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        resolve({ status: response.statusCode!, headers: response.headers, body });
      });
    });
    sent.on('error', reject).end(picture);
  });
}
