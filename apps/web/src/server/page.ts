import type { RequestListener } from 'node:http';
import sirv from 'sirv';
import { cameByHttps } from './forwarded.js';
import { sendProblem } from './problem.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Vite names these files after their content, so what was fetched once is good for ever. */
const HASHED = /^\/assets\//;

/** Where one result is shown alone. */
const SHARED = /^\/r\/[^/?]+(?=\?|$)/;

/** Serves the built page, each file compressed where the browser takes it and a compressed one lies beside it. */
export function createPage(folder: string): RequestListener {
  const files = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, path) =>
      response.setHeader('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  return (request, response) => {
    response.setHeaders(SECURITY_HEADERS[cameByHttps(request) ? 'https' : 'http']);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendProblem(request, response, 'method_not_allowed');
    }
    request.url = request.url!.replace(SHARED, '/r.html');
    files(request, response, () => sendProblem(request, response, 'route_not_found'));
  };
}
