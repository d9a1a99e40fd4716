import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The wall clock of the processes that are started with it. */
export interface Clock {
  /** What a process is to be started with. */
  env: NodeJS.ProcessEnv;
  /** Sets it so many seconds ahead of the machine's, or behind it. */
  set: (seconds: number) => Promise<void>;
  remove: () => Promise<void>;
}

/** A clock that can be stepped while processes run; `npm test` makes the library that does it, and without it is an error. */
export async function stepped(): Promise<Clock> {
  const library = process.env.LINCE_TEST_FAKETIME;
  if (!library) throw new Error('LINCE_TEST_FAKETIME is not set: npm test makes the library, and says where it is.');
  const folder = await mkdtemp(join(tmpdir(), 'lince-clock-'));
  const path = join(folder, 'step');
  await writeFile(path, stepOf(0));
  return {
    env: { LD_PRELOAD: library, LINCE_TEST_CLOCK: path },
    // Written over, for whoever looks at the file must always find a number in it.
    set: async (seconds) => {
      const file = await open(path, 'r+');
      await file.write(stepOf(seconds), 0, 8, 0);
      await file.close();
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

const stepOf = (seconds: number): Uint8Array => new Uint8Array(BigInt64Array.of(BigInt(seconds)).buffer);
