import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A process that a test started. */
export interface Started {
  child: ChildProcess;
  pid: number;
  /** All that it has printed. */
  output: () => string;
  /** Whether it has ended. */
  ended: () => boolean;
  /** Whether it was told to end: who ends untold has crashed. */
  told: () => boolean;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts a program; it ends with the test's process at the latest. */
export function start(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(child, 'exit');
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  let told = false;
  return {
    child,
    pid: child.pid!,
    output: () => printed,
    ended,
    told: () => told,
    stop: async (signal = 'SIGTERM') => {
      if (!ended()) {
        told = true;
        child.kill(signal);
      }
      await exited;
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
