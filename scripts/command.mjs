import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { root } from './project.mjs';

/** Milliseconds that an interrupted command has to clean up. */
const PATIENCE = 3_000;
/** How much of a failed command's output is shown. */
const LAST_LINES = 40;

// Commands that are written for Node (npm's own among them) find the very Node that runs this.
const ownNodeFirst = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}` };

/** npm: the very one that started us, else the one on the PATH. */
export const npm = /npm-cli\.js$/.test(process.env.npm_execpath ?? '')
  ? [process.execPath, process.env.npm_execpath]
  : ['npm'];

/** The path of an executable file of that name on the PATH, or null. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/**
 * Runs a command to its end, in a session of its own, so that it can be stopped with all that it started.
 * @param options.env added to our own environment
 * @param options.show true: its output goes straight to the terminal
 * @returns what it wrote
 * @throws Failure with the end of what it wrote when it fails; the signal's reason when that aborts it
 */
export async function run([command, ...args], { signal, env = {}, show = false, cwd = root } = {}) {
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env: { ...ownNodeFirst, ...env },
    detached: true,
    stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const interrupt = () => {
    killGroup(child, 'SIGINT');
    setTimeout(killGroup, PATIENCE, child, 'SIGKILL').unref();
  };
  signal?.addEventListener('abort', interrupt);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.code)).on('close', (status, by) => resolve(status ?? by));
  });
  signal?.removeEventListener('abort', interrupt);
  signal?.throwIfAborted();
  if (code === 0) return output;
  const said = output.trim().split('\n').slice(-LAST_LINES).join('\n');
  throw new Failure(`${words('Falló', 'Failed')} (${code}): ${[command, ...args].join(' ')}\n${said}`.trim());
}

/** Sends a signal to a child and to all that it started; one that has gone already needs none. */
export function killGroup(child, signal) {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
