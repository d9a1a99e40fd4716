import { SIZES } from './batch-sizes.js';
import type { LoadedModel } from './engine.js';

/** Most tensors in one call, and the multiply-adds of a call beyond which it would block the event loop for long. */
const MOST = SIZES.at(-1)!;
const LONG = 1e9;

/** Tensors that are predicted in one call. */
interface Waiting {
  tensors: Float32Array[];
  resolve: (outputs: Float32Array[]) => void;
  reject: (error: unknown) => void;
}

/**
 * Predicts tensors together: those that arrive while a prediction runs, or in one turn of the event loop, share the
 * next call. No timer, so one picture alone is never delayed.
 */
export class MicroBatcher {
  private waiting: Waiting[] = [];
  private running = false;

  /** @param largest most tensors in one call: native work blocks the event loop while it runs */
  constructor(
    readonly model: LoadedModel,
    private readonly largest = largestFor(model),
  ) {}

  /**
   * @param tensors inputs, each height × width × channels
   * @returns for each a probability for each label, then the score if the model has one
   */
  async predict(tensors: Float32Array[]): Promise<Float32Array[]> {
    const calls = [];
    for (let from = 0; from < tensors.length; from += this.largest) {
      calls.push(this.enqueue(tensors.slice(from, from + this.largest)));
    }
    return (await Promise.all(calls)).flat();
  }

  private enqueue(tensors: Float32Array[]): Promise<Float32Array[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ tensors, resolve, reject });
      if (!this.running) {
        this.running = true;
        setImmediate(() => void this.drain());
      }
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) await this.predictTogether(this.take());
    this.running = false;
  }

  /** Those that have waited longest, as many as a call takes; none is split. */
  private take(): Waiting[] {
    let count = 0;
    const end = this.waiting.findIndex(({ tensors }) => (count += tensors.length) > this.largest);
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async predictTogether(batch: Waiting[]): Promise<void> {
    try {
      const tensors = batch.flatMap((each) => each.tensors);
      const size = tensors[0]!.length;
      const joined = new Float32Array(tensors.length * size);
      tensors.forEach((tensor, index) => joined.set(tensor, index * size));
      const outputs = await this.model.predict(joined, tensors.length);
      const each = outputs.length / tensors.length;
      let at = 0;
      for (const { tensors: own, resolve } of batch) resolve(own.map(() => outputs.slice(at, (at += each))));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

/** What is not known of a model is taken to be little. */
function largestFor({ manifest: { multiplyAdds = 0 } }: LoadedModel): number {
  return Math.max(1, Math.min(MOST, Math.floor(LONG / Math.max(1, multiplyAdds))));
}
