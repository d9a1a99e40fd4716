import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createLogger, loadConfig, runProcess } from '#platform';
import { Api } from './api.js';
import { ApiModule } from './api.module.js';
import { BOARD, QueueBoard } from './admin/queue-board.js';
import { Closing, lastAnswers } from './http/closing.js';
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
  app.use(ownRequestsOnly(config.allowedHosts), lastAnswers(app.get(Closing)));
  app.use(BOARD, ...app.get(QueueBoard).handlers());
  await app.init();
  const api = app.get(Api);
  const server = app.getHttpServer() as Server;
  await api.start(server);
  logger.log(`listens on ${config.host}:${config.api.port}`);
  return { stop: () => api.stop(server), patience: config.drain + PATIENCE };
}, PATIENCE);
