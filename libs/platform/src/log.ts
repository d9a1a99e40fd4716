import { ConsoleLogger, Logger, type LogLevel } from '@nestjs/common';

const LEVELS: LogLevel[] = ['debug', 'log', 'warn', 'error', 'fatal'];

/** What Nest says of its own start, which tells an operator nothing. */
const NEST = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

class ProcessLogger extends ConsoleLogger {
  override log(message: unknown, context?: string): void {
    if (context && NEST.has(context)) this.debug(message, context);
    else if (context) super.log(message, context);
    else super.log(message);
  }

  /** Without the process's name and id, which whoever supervises it puts before each line. */
  protected override formatMessage(
    level: LogLevel,
    message: unknown,
    _pid: string,
    _level: string,
    context: string,
  ): string {
    return `${new Date().toISOString()} ${level.padEnd(5)} ${context}${this.stringifyMessage(message, level)}\n`;
  }
}

/** A process's log: one line an event on standard output and error, from `least` upwards. */
export function createLogger(least: LogLevel): ConsoleLogger {
  const logger = new ProcessLogger({ logLevels: LEVELS.slice(LEVELS.indexOf(least)), colors: false });
  Logger.overrideLogger(logger); // Also for what is logged before Nest has it.
  return logger;
}
