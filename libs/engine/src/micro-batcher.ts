import type { LoadedModel } from './engine.js';

interface Waiting {
  tensor: Float32Array;
  resolve: (outputs: Float32Array) => void;
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
    private readonly largest = 32,
  ) {}

  /**
   * @param tensor one input, height × width × channels
   * @returns a probability for each label, then the score if the model has one
   */
  predict(tensor: Float32Array): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ tensor, resolve, reject });
      if (!this.running) {
        this.running = true;
        setImmediate(() => void this.drain());
      }
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) await this.predictTogether(this.waiting.splice(0, this.largest));
    this.running = false;
  }

  private async predictTogether(batch: Waiting[]): Promise<void> {
    try {
      const size = batch[0]!.tensor.length;
      const tensors = new Float32Array(batch.length * size);
      batch.forEach(({ tensor }, index) => tensors.set(tensor, index * size));
      const outputs = await this.model.predict(tensors, batch.length);
      const each = outputs.length / batch.length;
      batch.forEach(({ resolve }, index) => resolve(outputs.slice(index * each, (index + 1) * each)));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
