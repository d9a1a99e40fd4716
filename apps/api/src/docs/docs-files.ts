import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

/** Where the document is shown. */
export const DOCS = '/docs';

/** Has Swagger UI show the document that the page names, and nothing leave for anywhere else. */
const SHOW = `
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches);
const domNode = document.getElementById('document');
SwaggerUIBundle({
  url: domNode.dataset.address,
  domNode,
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

const { resolve } = createRequire(import.meta.url);
const ofPackage = (name: string) => (): Promise<Buffer> => readFile(resolve(`swagger-ui-dist/${name}`));

/** What the page loads, by its name. */
const FILES = new Map([
  ['/show.js', { type: 'js', read: () => Promise.resolve(Buffer.from(SHOW)) }],
  ['/swagger-ui-bundle.js', { type: 'js', read: ofPackage('swagger-ui-bundle.js') }],
  ['/swagger-ui.css', { type: 'css', read: ofPackage('swagger-ui.css') }],
]);

const packed = promisify(gzip);

/** Answers for what the page loads, below {@link DOCS}. It is packed when somebody first asks for it, and kept so. */
export function docsFiles(): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  return async (request, response, next) => {
    const { path, method } = request;
    const file = FILES.get(path);
    if (!file || (method !== 'GET' && method !== 'HEAD')) return next();
    response.type(file.type).set({ 'Cache-Control': 'max-age=3600', Vary: 'Accept-Encoding' });
    if (request.acceptsEncodings('gzip') === false) return void response.send(await file.read());
    if (!kept.has(path))
      kept.set(
        path,
        file.read().then((bytes) => packed(bytes)),
      );
    response.set('Content-Encoding', 'gzip').send(await kept.get(path));
  };
}
