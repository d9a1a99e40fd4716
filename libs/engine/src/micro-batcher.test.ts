import { expect, test } from '@jest/globals';
import type { LoadedModel } from './engine.js';
import { MicroBatcher } from './micro-batcher.js';

/** A model that answers each number with it and its double, and keeps the sizes of its calls. */
class Doubler implements LoadedModel {
  readonly manifest = {} as LoadedModel['manifest'];
  readonly calls: number[] = [];
  private open: (() => void) | null = null;

  /** @param held whether calls wait for {@link release} */
  constructor(private readonly held = false) {}

  async predict(tensors: Float32Array, count: number): Promise<Float32Array> {
    this.calls.push(count);
    if (this.held) await new Promise<void>((resolve) => (this.open = resolve));
    if (tensors.includes(13)) throw new Error('thirteen');
    return tensors
      .slice(0, count)
      .reduce((all, value, at) => (all.set([value, 2 * value], 2 * at), all), new Float32Array(2 * count));
  }

  release(): void {
    this.open!();
  }

  dispose(): void {}
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const ask = (batcher: MicroBatcher, ...numbers: number[]): Promise<number[]>[] =>
  numbers.map(async (number) => Array.from(await batcher.predict(Float32Array.of(number))));

test('what comes in one turn is predicted together, and each gets its own', async () => {
  const model = new Doubler();
  expect(await Promise.all(ask(new MicroBatcher(model), 1, 2, 3))).toEqual([
    [1, 2],
    [2, 4],
    [3, 6],
  ]);
  expect(model.calls).toEqual([3]);
});

test('what comes while a call runs shares the next one', async () => {
  const model = new Doubler(true);
  const batcher = new MicroBatcher(model);
  const first = ask(batcher, 1);
  await turn();
  const next = ask(batcher, 2);
  await turn();
  next.push(...ask(batcher, 3));
  expect(model.calls).toEqual([1]);
  model.release();
  await Promise.all(first);
  await turn();
  expect(model.calls).toEqual([1, 2]);
  model.release();
  expect(await Promise.all(next)).toEqual([
    [2, 4],
    [3, 6],
  ]);
});

test('no call is larger than the largest', async () => {
  const model = new Doubler();
  const answers = await Promise.all(ask(new MicroBatcher(model, 2), 1, 2, 3, 4, 5));
  expect(model.calls).toEqual([2, 2, 1]);
  expect(answers.map(([number]) => number)).toEqual([1, 2, 3, 4, 5]);
});

test('an error reaches all of its call, and nobody of another', async () => {
  const model = new Doubler();
  const results = await Promise.allSettled(ask(new MicroBatcher(model, 2), 12, 13, 14));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});

test('it goes on after it has had nothing to do', async () => {
  const batcher = new MicroBatcher(new Doubler());
  await Promise.all(ask(batcher, 1));
  await turn();
  expect(await Promise.all(ask(batcher, 5))).toEqual([[5, 10]]);
});
