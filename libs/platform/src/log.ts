import { ConsoleLogger, type LogLevel } from '@nestjs/common';

const LEVELS: LogLevel[] = ['debug', 'log', 'warn', 'error', 'fatal'];

/** A process's log: one line an event on standard output and error, from `least` upwards. */
export function createLogger(processName: string, least: LogLevel): ConsoleLogger {
  return new ConsoleLogger({ prefix: processName, logLevels: LEVELS.slice(LEVELS.indexOf(least)), colors: false });
}
