import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHttpServer, createLogger, loadConfig, runProcess, trustIn } from '#platform';
import { Api } from './api.js';
import { ApiModule } from './api.module.js';
import { BOARD, QueueBoard } from './admin/queue-board.js';
import { DOCS, docsFiles } from './docs/docs-files.js';
import { Closing, lastAnswers } from './http/closing.js';
import { corsFor } from './http/cors.js';
import { doorTo } from './http/door.js';
import { ownRequestsOnly } from './http/own-requests.js';

/** Milliseconds that requests under way have to end. */
const PATIENCE = 5_000;

void runProcess(async () => {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(config), {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  app.disable('x-powered-by').disable('etag');
  app.set('trust proxy', true); // What the server leaves of their headers is to be believed.
  app.use(ownRequestsOnly(config.allowedHosts, config.corsOrigins), lastAnswers(app.get(Closing)));
  if (config.corsOrigins.length > 0) app.enableCors(corsFor(config.corsOrigins));
  app.use(BOARD, ...app.get(QueueBoard).handlers());
  app.use(DOCS, docsFiles());
  await app.init();
  const api = app.get(Api);
  const behind = app.getHttpServer() as Server;
  const server = createHttpServer(doorTo(behind, config.pathPrefix), {
    maxConnections: config.maxConnections,
    isTrusted: trustIn(config.trustedProxies),
  });
  await api.start(server, behind);
  logger.log(`listens on ${config.host}:${config.api.port}`);
  return { stop: () => api.stop(server), patience: config.drain + PATIENCE };
}, PATIENCE);
