import { setTimeout as sleep } from 'node:timers/promises';
import { allProcesses, busySeconds, canMeasure, pssOf } from './proc.mjs';

/** Milliseconds between two looks at the memory. */
const GLANCE = 500;
/** A service is at rest when it uses no more than this part of a core above its idling, seen over so many ms. */
const REST = 0.08;
const SPAN = 400;
/** Milliseconds that a service is waited for to come to rest. */
const PATIENCE = 30_000;

/** Measures what a running service uses, role by role; a role is whatever its processes say (`api`, `worker`…). */
export class Meter {
  #running;
  #own;

  /** @param own pids that belong to the bench: the load's */
  constructor(running, own) {
    this.#running = running;
    this.#own = new Set([process.pid, ...own]);
  }

  /** Does a piece of work and returns its result, what each role used meanwhile (s, bytes), and what strangers used. */
  async during(work) {
    if (!canMeasure) return { result: await work(), cpu: {}, rss: null, pss: null, strangers: null };
    let rss = 0;
    const look = setInterval(() => (rss = Math.max(rss, this.#sample().rss)), GLANCE);
    try {
      const before = this.#sample();
      const result = await work();
      const after = this.#sample();
      const cpu = difference(after.cpu, before.cpu);
      const ours = sum(cpu) + after.own - before.own;
      const strangers = Math.max(0, (after.busy - before.busy - ours) / (after.at - before.at));
      const pss = after.pids.reduce((total, pid) => total + pssOf(pid), 0);
      return { result, cpu, rss: Math.max(rss, after.rss), pss, strangers, seconds: after.at - before.at };
    } finally {
      clearInterval(look);
    }
  }

  /** What part of a core the service uses over some seconds in which nobody asks anything of it. */
  async idle(seconds, signal) {
    const { cpu, seconds: gone } = await this.during(() => sleep(seconds * 1_000, null, { signal }));
    return canMeasure ? Object.fromEntries(Object.entries(cpu).map(([role, used]) => [role, used / gone])) : {};
  }

  /** Waits until the service has finished what the last load left behind. @param idling its part of a core at rest */
  async rest(idling, signal) {
    if (!canMeasure) return;
    const until = Date.now() + PATIENCE;
    while (Date.now() < until && sum(await this.idle(SPAN / 1_000, signal)) > idling + REST);
  }

  #sample() {
    const sample = { at: performance.now() / 1_000, busy: busySeconds(), cpu: {}, own: 0, rss: 0, pids: [] };
    const roles = new Map(this.#running.processes.map(({ pid, role }) => [pid, role]));
    for (const role of roles.values()) sample.cpu[role] = 0;
    for (const { pid, session, seconds, rss } of allProcesses()) {
      if (this.#own.has(pid) || this.#own.has(session)) sample.own += seconds;
      const role = roles.get(session);
      if (!role) continue;
      sample.cpu[role] += seconds;
      sample.rss += rss;
      sample.pids.push(pid);
    }
    return sample;
  }
}

export const sum = (byRole) => Object.values(byRole).reduce((total, value) => total + value, 0);

const difference = (after, before) =>
  Object.fromEntries(Object.entries(after).map(([role, value]) => [role, value - (before[role] ?? 0)]));
