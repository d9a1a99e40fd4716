import { setTimeout as pause } from 'node:timers/promises';
import { canMeasure, openFiles } from '../measure/proc.mjs';
import { lookIntoRedis } from '../soak/leftovers.mjs';

/** Seconds that a service without clients has to come to rest, milliseconds between two looks. */
const PATIENCE = 90;
const BETWEEN = 500;
/** Files that a process may have open more than at the beginning: connections that it makes when it first needs them. */
const MORE_FILES = 8;

/** Which processes hold the posts now, and their open files. */
export const standing = (crew) =>
  crew.posts.map(({ name, child }) => ({ name, pid: child.pid, files: openFiles(child.pid) }));

/** Waits until each process that answers requests is there, should one have ended. */
export async function allServe(crew, signal) {
  for (const post of [...crew.of('api'), ...crew.of('worker')]) {
    while (!signal.aborted && !(await serves(post.child))) await pause(BETWEEN / 5);
  }
}

const serves = (child) =>
  child.serves().then(
    () => true,
    () => false,
  );

/** Waits until nothing is left of what was sent. @returns what is left all the same, in words */
export async function leftAtRest(crew, before) {
  const until = Date.now() + PATIENCE * 1_000;
  const others = standing(crew)
    .filter(({ pid }, nth) => pid !== before[nth].pid)
    .map(({ name }) => `${name} is another process than at the beginning`);
  for (;;) {
    const left = await leftNow(crew, before);
    if (left.length === 0 || Date.now() > until) return [...others, ...left];
    await pause(BETWEEN);
  }
}

async function leftNow(crew, before) {
  const { strays, watched } = await lookIntoRedis(crew.redisUrl);
  const left = watched > 0 ? [...strays, `${watched} channels that nobody listens to`] : [...strays];
  standing(crew).forEach(({ name, files }, nth) => {
    const more = canMeasure ? files - before[nth].files : 0;
    if (more > MORE_FILES) left.push(`${name} has ${more} files more open than at the beginning`);
  });
  return left;
}
