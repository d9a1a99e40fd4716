import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const KIB = 1_024;
const ticksASecond = once(() => Number(execFileSync('getconf', ['CLK_TCK'])));
const pageBytes = once(() => Number(execFileSync('getconf', ['PAGESIZE'])));

/** Whether this system tells what its processes use. */
export const canMeasure = process.platform === 'linux';

/** `/proc/<pid>/stat`: whose session it is in, the clock ticks that all its threads have used, its pages in memory. */
export function parseStat(text) {
  // The second field is the program's name in brackets, which may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [session, user, system, pages] = [3, 11, 12, 21].map((i) => Number(fields[i]));
  return { session, ticks: user + system, pages };
}

/** The first line of `/proc/stat`: the clock ticks in which some processor was busy. */
export function parseBusy(text) {
  const [user, nice, system, , , irq, softirq, steal] = text.split('\n')[0].split(/\s+/).slice(1).map(Number);
  return user + nice + system + irq + softirq + steal;
}

/** `/proc/<pid>/smaps_rollup`: memory in bytes, pages that are shared counted in part. */
export const parsePss = (text) => Number(/^Pss: *(\d+) kB/m.exec(text)?.[1] ?? 0) * KIB;

/** Every process: `{ pid, session, seconds, rss }`. */
export function allProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const text = read(`/proc/${pid}/stat`);
      if (!text) return [];
      const { session, ticks, pages } = parseStat(text);
      return { pid: Number(pid), session, seconds: ticks / ticksASecond(), rss: pages * pageBytes() };
    });
}

/** Seconds of processor time that the machine has spent on anything. */
export const busySeconds = () => parseBusy(read('/proc/stat')) / ticksASecond();

export const pssOf = (pid) => parsePss(read(`/proc/${pid}/smaps_rollup`));

/** How many files and connections a process has open; 0 when it has just ended. */
export function openFiles(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** A file's text; '' when its process has just ended. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function once(make) {
  let value;
  return () => (value ??= make());
}
