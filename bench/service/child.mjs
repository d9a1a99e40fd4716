import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup } from '../../scripts/command.mjs';
import { Failure } from '../../scripts/failure.mjs';
import { words } from '../../scripts/language.mjs';

const LAST_CHARACTERS = 4_000;

/** A process of a service, in a session of its own, by which all that it starts is known. */
export class Child {
  #child;
  #said = '';
  #stopping = false;
  #ready;

  /**
   * @param options.role what its time is counted under
   * @param options.ipc gives a Node program a channel, whose closing tells it that we are gone
   * @param options.heard called with each piece of what it says
   */
  constructor({ role, command: [program, ...args], env, cwd, ipc = false, heard = () => undefined }) {
    this.role = role;
    this.#child = spawn(program, args, {
      env,
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? ['ipc'] : [])],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk) => (this.#said = (this.#said + chunk).slice(-LAST_CHARACTERS)));
      stream.on('data', heard);
    }
    this.#ready = new Promise((resolve) => this.#child.on('message', (message) => message?.ready && resolve()));
    /** Resolves when it has ended, however, with its exit code or the signal that ended it. */
    this.gone = new Promise((resolve) => {
      this.#child.on('exit', (code, by) => resolve(code ?? by)).on('error', resolve);
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Sends a message, and resolves with the child's next one; rejected when it ends before. */
  ask(message) {
    const answer = new Promise((resolve) => this.#child.once('message', resolve));
    this.#child.send(message);
    return Promise.race([answer, this.gone.then(() => this.requireAlive())]);
  }

  /** Resolves when one of our own programs says that it serves; rejected when it ends before. */
  async serves() {
    await Promise.race([this.#ready, this.gone]);
    this.requireAlive();
  }

  /** @throws Failure with its last words when it has ended of itself */
  requireAlive() {
    const { pid, exitCode, signalCode } = this.#child;
    if (this.#stopping || (pid && exitCode === null && signalCode === null)) return;
    const how = `${this.role}: ${words('terminó', 'ended')} (${exitCode ?? signalCode ?? 'spawn'})`;
    throw new Failure(`${how}\n${this.#said.trim()}`);
  }

  /** Sends it a signal, which it may not survive. */
  signal(name) {
    this.#child.kill(name);
  }

  /** SIGTERM, and SIGKILL for what still runs at that time; resolves when all of it is gone. */
  async stop(deadline = Date.now() + 8_000) {
    this.#stopping = true;
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM');
    await Promise.race([this.gone, sleep(Math.max(0, deadline - Date.now()), null, { ref: false })]);
    killGroup(this.#child, 'SIGKILL');
    await this.gone;
  }
}

/** A port of this machine that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
