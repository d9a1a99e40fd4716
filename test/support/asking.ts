import { request, type Agent, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What a server answered, whole. */
export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  json: () => unknown;
}

/** Milliseconds after which a server that says nothing is taken to have forgotten the request. */
const PATIENCE = 90_000;

/**
 * Asks over connections of one's own: the agent tells how many there are, and ends them.
 * @throws the system's error when the connection is refused or breaks, `TimeoutError` when no answer comes
 */
export function ask(agent: Agent, url: string, { method, headers, body }: RequestInit): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      agent,
      method,
      headers: headers as Record<string, string>,
      signal: AbortSignal.timeout(PATIENCE),
    });
    asked.on('error', reject).on('response', (response) => {
      buffer(response).then((bytes) => {
        const json = (): unknown => JSON.parse(bytes.toString());
        resolve({ status: response.statusCode!, headers: response.headers, json });
      }, reject);
    });
    asked.end(body);
  });
}
