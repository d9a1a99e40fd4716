import { Logger } from '@nestjs/common';
import { closeRedis, connectRedis, createLogger, keysUnder, KeyStore, loadConfig, redisAnswers } from '#platform';
import { answer } from './answer.js';
import { parseRequest, USAGE } from './request.js';

/** Exit code of a command that was not understood. */
const MISUSED = 2;

async function main(): Promise<number> {
  const request = parseRequest(process.argv.slice(2));
  if (!request) {
    console.error(USAGE);
    return MISUSED;
  }
  const { redis: settings } = loadConfig();
  createLogger('error');
  const redis = connectRedis(settings.url, 'producer', new Logger('Redis'), keysUnder(settings.prefix).queue);
  try {
    await redisAnswers(redis, settings.url);
    const { output, remark, code } = await answer(request, new KeyStore(redis, keysUnder(settings.prefix)));
    for (const line of output) console.log(line);
    if (remark) console.error(remark);
    return code;
  } finally {
    await closeRedis(redis);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
