import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

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

/** Below those that the system gives to connections: one of those could be gone before it is listened on. */
const PORTS = { from: 20_000, to: 32_000 };
/** Those that this file's tests were given: whoever was may not listen yet. */
const found = new Set<number>();

/** A port that nobody listens on, and that no other of these tests is given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (found.has(port) || !(await isFree(port))) continue;
    found.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
