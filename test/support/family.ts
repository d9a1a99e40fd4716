import { readdir, readFile } from 'node:fs/promises';

/** A process as the system lists it. */
export interface Relative {
  pid: number;
  parent: number;
  command: string;
}

/** Everything that descends from a process and is alive, in whatever session it is. */
export async function descendants(pid: number): Promise<Relative[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(pids.map(read))).filter((each) => each !== null);
  const below = (parent: number): Relative[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}

/** Whether a process is there still; one that ended and was not yet asked how is not. */
export async function alive({ pid }: Relative): Promise<boolean> {
  return (await read(String(pid))) !== null;
}

async function read(pid: string): Promise<Relative | null> {
  try {
    const files = ['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8'));
    const [stat, command] = await Promise.all(files);
    // The name before it, in brackets, may hold anything.
    const [state, parent] = stat!.slice(stat!.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : { pid: Number(pid), parent: Number(parent), command: command!.replaceAll('\0', ' ') };
  } catch {
    return null;
  }
}
