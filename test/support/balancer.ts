import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './asking.js';
import type { Send } from './load.js';

/** What stands in front of several API processes, and sends nobody to one that says that it is not ready. */
export interface Balancer {
  send: Send;
  close: () => Promise<void>;
}

/** Milliseconds between two looks at a door: much shorter than what a process waits before it closes. */
const LOOK = 100;

/**
 * A load balancer: it keeps its connections, but for those that an answer closes; it asks each door whether it is ready,
 * and where a connection is refused, so that nothing was sent, it tries the next one.
 */
export function balance(urls: string[]): Balancer {
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  const looks = new Agent();
  const ready = new Map(urls.map((url) => [url, true]));
  const closing = new AbortController();
  const watch = async (url: string): Promise<void> => {
    while (!closing.signal.aborted) {
      const { status } = await ask(looks, `${url}/health/ready`, {}).catch(() => ({ status: 0 }));
      ready.set(url, status === 200);
      await pause(LOOK);
    }
  };
  const watching = Promise.all(urls.map(watch));
  let turn = 0;
  return {
    send: async (path, init) => {
      const first = turn++ % urls.length;
      const doors = [...urls.slice(first), ...urls.slice(0, first)];
      // One that does not say that it is ready may be so all the same, and is tried last.
      const order = [...doors.filter((url) => ready.get(url)), ...doors.filter((url) => !ready.get(url))];
      for (const url of order) {
        try {
          return await ask(agent, url + path, init);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
          ready.set(url, false);
        }
      }
      throw new Error('refused by all');
    },
    close: async () => {
      closing.abort();
      await watching;
      agent.destroy();
    },
  };
}
