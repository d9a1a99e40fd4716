import { Logger } from '@nestjs/common';

/** For connections of tests, whose outages are meant. */
export const quiet = Object.assign(new Logger(), { log: () => undefined, warn: () => undefined });
