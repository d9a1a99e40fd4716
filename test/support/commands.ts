import { randomUUID } from 'node:crypto';
import type { Redis } from '#platform';
import { until } from './until.js';

/** A command that Redis was given, in lower case. */
export interface Command {
  name: string;
  /** A script's own, not one that a client sent. */
  inScript: boolean;
}

/** Everything that Redis is given while it is looked on. */
export interface Onlooker {
  /** What was given until now, and not told before. */
  take: () => Promise<Command[]>;
  stop: () => void;
}

/** @param redis goes on as it is; its own commands are not told, but for those of scripts */
export async function lookOn(redis: Redis): Promise<Onlooker> {
  const own = / addr=(\S+)/.exec(await redis.client('INFO'))![1];
  const monitor = await redis.monitor();
  const marks = new Set<string>();
  const seen: Command[] = [];
  monitor.on('monitor', (_time: string, [name, first = '']: [string, string?], source: string) => {
    if (source === own) marks.add(first);
    else seen.push({ name: name.toLowerCase(), inScript: source === 'lua' });
  });
  return {
    take: async () => {
      const mark = randomUUID();
      await redis.echo(mark);
      await until(() => marks.delete(mark));
      return seen.splice(0);
    },
    stop: () => monitor.disconnect(),
  };
}
