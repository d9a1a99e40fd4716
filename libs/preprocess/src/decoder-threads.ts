import { CodedError } from '#contract';

/** As many as Node has; where it was given more, clocks start late. */
const THREADS = 4;

/** Milliseconds that something may still take; what it takes is taken off. */
export interface TimeLeft {
  left: number;
}

interface Task {
  /** When a thread took it up; null while it waits for one. */
  began: number | null;
  start: () => void;
}

/**
 * The threads in which pictures are decoded, as far as one knows from outside: they take up tasks in the order in which they
 * came. A task's clock must run only while a thread is busy with it, or a crowd would look like a picture that takes long.
 */
export class DecoderThreads {
  private readonly tasks = new Set<Task>();

  /** Milliseconds for which the task has run that has run longest of those that still do. */
  get longest(): number {
    const now = performance.now();
    return Math.max(0, ...[...this.tasks].map(({ began }) => (began === null ? 0 : now - began)));
  }

  /**
   * Does a task. One that takes longer than it may is given up, though it goes on: nothing can stop it.
   * @param settled called when it has really ended
   * @throws CodedError `image_too_complex`
   */
  run<T>(work: () => Promise<T>, time: TimeLeft, settled: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const task: Task = {
        began: null,
        start: () => {
          task.began = performance.now();
          const giveUp = (): void => reject(new CodedError('image_too_complex'));
          if (time.left < Infinity) timer = setTimeout(giveUp, Math.max(0, time.left));
        },
      };
      const end = (): void => {
        clearTimeout(timer);
        if (task.began !== null) time.left -= performance.now() - task.began;
        this.tasks.delete(task);
        this.startNext();
        settled();
      };
      this.tasks.add(task);
      this.startNext();
      work().finally(end).then(resolve, reject);
    });
  }

  private startNext(): void {
    let nth = 0;
    for (const task of this.tasks) {
      if (nth++ === THREADS) return;
      if (task.began === null) task.start();
    }
  }
}
