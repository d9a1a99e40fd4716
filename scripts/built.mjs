import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { prepareEngine } from './engine.mjs';
import { Failure } from './failure.mjs';
import { installAndBuild } from './install.mjs';
import { requirePlatform } from './platform.mjs';
import { root } from './project.mjs';
import { readSettings } from './settings.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Where the person is who asked for an npm script: npm runs scripts in the checkout's folder. */
export const folderAsked = (script) =>
  (process.env.npm_lifecycle_event === script && process.env.INIT_CWD) || process.cwd();

/**
 * Runs a built program on the terminal, with our own arguments; what it needs is installed, built and fetched before
 * where it is not there yet. Our process then ends as the program does.
 * @param program below `dist`
 * @param options.engine the engine that must be in place, instead of LINCE_ENGINE's
 * @param options.env takes the settings and gives the program's environment
 * @param options.cwd where the program runs
 */
export async function runBuilt(program, { engine, env = () => process.env, cwd = root } = {}) {
  try {
    process.exitCode = await runToItsEnd(program, { engine, env, cwd });
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * Runs a built program on the terminal, with our own arguments.
 * @param program below `dist`
 * @returns the child, and its exit code when it has ended
 */
export function startBuilt(program, { env, cwd = root }) {
  const command = [join(root, 'dist', program), ...process.argv.slice(2)];
  const child = spawn(process.execPath, command, { cwd, env, stdio: 'inherit' });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject).on('exit', (code, by) => resolve(code ?? 128 + constants.signals[by]));
  });
  return { child, ended };
}

async function runToItsEnd(program, { engine, env, cwd }) {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running;
  for (const name of SIGNALS) {
    process.on(name, () => (running ? running.child.kill(name) : stopping.abort(new Failure(name))));
  }
  requirePlatform();
  const settings = readSettings();
  await installAndBuild(signal);
  await prepareEngine(engine ?? settings.engine, signal);
  signal.throwIfAborted();
  running = startBuilt(program, { env: env(settings), cwd });
  return running.ended;
}
