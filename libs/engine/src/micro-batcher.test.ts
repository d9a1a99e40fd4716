import { expect, test } from '@jest/globals';
import type { LoadedModel } from './engine.js';
import { MicroBatcher } from './micro-batcher.js';

/** A model that answers each number with it and its double, and keeps the sizes of its calls. */
class Doubler implements LoadedModel {
  readonly manifest: LoadedModel['manifest'];
  readonly calls: number[] = [];
  private open: (() => void) | null = null;

  /** @param held whether calls wait for {@link release} */
  constructor(
    private readonly held = false,
    multiplyAdds?: number,
  ) {
    this.manifest = { multiplyAdds } as LoadedModel['manifest'];
  }

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
const askTogether = async (batcher: MicroBatcher, ...numbers: number[]): Promise<number[][]> =>
  (await batcher.predict(numbers.map((number) => Float32Array.of(number)))).map((outputs) => Array.from(outputs));
/** Each number by itself. */
const ask = (batcher: MicroBatcher, ...numbers: number[]): Promise<number[]>[] =>
  numbers.map(async (number) => (await askTogether(batcher, number))[0]!);
const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, at) => from + at);

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

test('what was asked for together is answered in order', async () => {
  const model = new Doubler();
  expect(await askTogether(new MicroBatcher(model), 1, 2, 3)).toEqual([
    [1, 2],
    [2, 4],
    [3, 6],
  ]);
  expect(model.calls).toEqual([3]);
});

test('nothing asked for is no call', async () => {
  const model = new Doubler();
  expect(await askTogether(new MicroBatcher(model))).toEqual([]);
  expect(model.calls).toEqual([]);
});

test.each([
  ['share a call while they fit', [2, 2, 3], [4, 3]],
  ['are not split where they do not', [3, 3, 2], [3, 3, 2]],
  ['are split only where one is larger than a call', [9, 3, 1], [4, 4, 4, 1]],
])('bundles %s', async (_what, bundles, calls) => {
  const model = new Doubler();
  const batcher = new MicroBatcher(model, 4);
  const asked = bundles.map((count, nth) => range(count, 100 * nth));
  const answers = await Promise.all(asked.map((numbers) => askTogether(batcher, ...numbers)));
  expect(model.calls).toEqual(calls);
  expect(answers).toEqual(asked.map((numbers) => numbers.map((number) => [number, 2 * number])));
});

test('a bundle of which one call fails has failed, and the others have not', async () => {
  const batcher = new MicroBatcher(new Doubler(), 2);
  const results = await Promise.allSettled([askTogether(batcher, 11, 12, 13), askTogether(batcher, 14, 15)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

/** The calls that very many pictures take. */
async function callsOf(multiplyAdds?: number): Promise<number[]> {
  const model = new Doubler(false, multiplyAdds);
  await askTogether(new MicroBatcher(model), ...range(64, 100));
  return model.calls;
}

test('the heavier a model, the smaller its calls, down to one picture', async () => {
  const [whole] = await callsOf(1);
  expect(whole).toBeGreaterThanOrEqual(32);
  expect((await callsOf())[0]).toBe(whole);
  const [some, half] = [(await callsOf(5e7))[0]!, (await callsOf(1e8))[0]!];
  expect(some).toBe(2 * half);
  expect(some).toBeLessThan(whole!);
  expect(await callsOf(1e12)).toEqual(range(64).map(() => 1));
});
