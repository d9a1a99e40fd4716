import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { createLogger, loadConfig, runProcess } from '#platform';
import { ClassificationWorker } from './worker.js';
import { WorkerModule } from './worker.module.js';
import { ENGINE } from './tokens.js';

/** Milliseconds that a worker has to finish what it holds. */
const PATIENCE = 6_000;

void runProcess(async () => {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), { logger, abortOnError: false });
  const worker = app.get(ClassificationWorker);
  await worker.start();
  const engine = app.get(ENGINE).name;
  logger.log(`takes bundles, on the ${engine} engine`);
  return { facts: { engine }, stop: () => worker.stop() };
}, PATIENCE);
