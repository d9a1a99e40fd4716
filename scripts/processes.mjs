import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { root } from './project.mjs';
import { say } from './terminal.mjs';

/** Exit code (EX_CONFIG) of a child that starting again will not help. */
const CANNOT_WORK = 78;
/** Milliseconds between an end and the next start: the first time, and at most. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;
/** Milliseconds of being up after which earlier ends are forgotten. */
const STEADY = 10_000;

/**
 * Runs a program and starts it again whenever it ends, in a session of its own, so that a terminal's Ctrl-C reaches the
 * supervisor alone. A Node program is told by an IPC channel that closes when the supervisor is gone, however it went.
 * @param options.name said before each of its lines
 * @param options.command program and arguments
 * @param options.env its whole environment
 * @param options.quiet keeps its lines off the terminal (the last ones are in the failure)
 * @param options.whenUp takes the child, and a signal for its end, and resolves with what it says when it serves
 * @param options.explain turns its last lines into the sentence for a first start that failed
 * @param options.onFatal called with a Failure when it was up once and cannot go on
 * @returns `up`: what it said when it first served, rejected with a Failure when it ended before that;
 *   `stop(deadline)`: SIGTERM, and SIGKILL at that time (ms since the epoch); resolves when it is gone
 */
export function supervise({ name, command, env, quiet, whenUp = saysReady, explain = lastOf, onFatal }) {
  const stopping = new AbortController();
  let child;
  let tell;
  let wasUp = false;
  const up = new Promise((resolve, reject) => (tell = { resolve, reject }));
  up.then(
    () => (wasUp = true),
    () => undefined,
  );

  const liveOnce = async () => {
    const over = new AbortController();
    child = start(command, env);
    const lines = listen(child, (line) => quiet || say(`${name} │ ${line}`));
    whenUp(child, over.signal).then(tell.resolve, () => undefined);
    const end = await ended(child);
    over.abort();
    return { end, lines };
  };

  const live = async () => {
    let pause = FIRST_PAUSE;
    for (;;) {
      const started = Date.now();
      const { end, lines } = await liveOnce();
      if (stopping.signal.aborted) return;
      if (end === CANNOT_WORK || !wasUp) {
        const failure = new Failure(`${name}: ${explain(lines) ?? words(`terminó (${end})`, `ended (${end})`)}`);
        return wasUp ? onFatal(failure) : tell.reject(failure);
      }
      if (Date.now() - started > STEADY) pause = FIRST_PAUSE;
      say(words(`${name} terminó (${end}); arranca de nuevo.`, `${name} ended (${end}); starting it again.`));
      await sleep(pause, null, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  };
  const gone = live();

  return {
    up,
    async stop(deadline) {
      stopping.abort();
      tell.reject(new Failure(words(`${name} se paró.`, `${name} was stopped.`)));
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const timer = setTimeout(killGroup, deadline - Date.now(), child, 'SIGKILL');
      await gone;
      clearTimeout(timer);
    },
  };
}

function start([program, ...args], env) {
  return spawn(program, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

const lastOf = (lines) => lines.at(-1);

/** Passes each line on, and returns a list that holds the last twenty of those it wrote. */
function listen(child, onLine) {
  const last = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      onLine(line);
    });
  }
  return last;
}

/** Resolves with the exit code or the signal's name when a child has ended and its last line was read. */
function ended(child) {
  return new Promise((resolve) => {
    child.on('error', ({ code }) => resolve(code)).on('close', (code, signal) => resolve(code ?? signal));
    // What it had started goes with it: it would keep the streams, and so the end, open.
    child.on('exit', () => killGroup(child, 'SIGKILL'));
  });
}

/** What our own processes send when they serve: `{ ready: true, … }`. */
function saysReady(child) {
  return new Promise((resolve) => child.on('message', (message) => message?.ready && resolve(message)));
}
