import { SettingError } from './setting.js';

/** Exit code (EX_CONFIG) that tells a supervisor: starting again will not help. */
const CANNOT_WORK = 78;

/** A process that runs. */
export interface Running {
  /** Told to a supervising parent when the process serves. */
  facts?: Record<string, unknown>;
  /** Ends in order what was started. */
  stop: () => Promise<void>;
  /** Milliseconds that this may take, where it is not as usual. */
  patience?: number;
}

/**
 * Runs a process's life: starts it, tells a parent that it is ready, and stops it in order, once, on SIGTERM, SIGINT or
 * when the parent that started it is gone.
 * @param start a SettingError from it ends the process with code 78, any other error with 1, each with its message alone
 * @param patience milliseconds that stopping may take
 */
export async function runProcess(start: () => Promise<Running>, patience: number): Promise<void> {
  let stopping = false;
  let running: Running | null = null;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), running?.patience ?? patience).unref();
    (running?.stop() ?? Promise.resolve()).then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop);
  try {
    running = await start();
    process.send?.({ ready: true, ...running.facts });
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof SettingError ? CANNOT_WORK : 1);
}
