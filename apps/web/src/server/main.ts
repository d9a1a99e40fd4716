import { fileURLToPath } from 'node:url';
import { listenAt, loadConfig, runProcess, trustIn } from '#platform';
import { createPassage } from './passage.js';
import { createPage } from './page.js';
import { connectionsOf } from './connections.js';
import { createWebServer } from './web-server.js';

/** Milliseconds that stopping may take. */
const PATIENCE = 4_000;

await runProcess(async () => {
  const config = loadConfig();
  const { host, web, maxConnections } = config;
  const page = createPage(fileURLToPath(new URL('../../page', import.meta.url)));
  const server = createWebServer(page, createPassage(web.apiUrl), config, {
    maxConnections,
    isTrusted: trustIn(config.trustedProxies),
  });
  const connections = connectionsOf(server);
  await listenAt(server, web.port, host, 'LINCE_WEB_PORT');
  return { stop: () => connections.end() };
}, PATIENCE);
