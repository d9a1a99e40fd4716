import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { DecoderThreads } from '../src/decoder-threads.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Work that ends when it is told to. */
function task() {
  let end = (_value: string): void => undefined;
  const work = (): Promise<string> => new Promise((resolve) => (end = resolve));
  return { work, end: (value: string) => end(value) };
}

const forEver = (): Promise<string> => new Promise(() => undefined);
const nothing = (): void => undefined;

test('what takes longer than it may is given up, and what it holds is held until it really ends', async () => {
  const threads = new DecoderThreads();
  const { work, end } = task();
  let isSettled = false;
  const result = threads.run(work, { left: 100 }, () => (isSettled = true));
  const refused = expect(result).rejects.toMatchObject({ code: 'image_too_complex' });
  await jest.advanceTimersByTimeAsync(150);
  await refused;
  expect(isSettled).toBe(false);
  expect(threads.longest).toBe(150);
  end('late');
  await jest.advanceTimersByTimeAsync(0);
  expect(isSettled).toBe(true);
  expect(threads.longest).toBe(0);
});

test('what several looks take is taken together', async () => {
  const threads = new DecoderThreads();
  const time = { left: 100 };
  for (const left of [40, -20]) {
    const { work, end } = task();
    const result = threads.run(work, time, nothing).catch((error: Error) => error.message);
    await jest.advanceTimersByTimeAsync(60);
    end('done');
    expect(await result).toBe(left > 0 ? 'done' : 'image_too_complex');
    expect(time.left).toBe(left);
  }
});

test('the clock of a task that waits for a thread stands still', async () => {
  const threads = new DecoderThreads();
  const four = Array.from({ length: 4 }, task);
  for (const { work } of four) void threads.run(work, { left: Infinity }, nothing);
  const fifth = task();
  const time = { left: 100 };
  const result = threads.run(fifth.work, time, nothing);
  await jest.advanceTimersByTimeAsync(1_000);
  four[2]!.end('done');
  await jest.advanceTimersByTimeAsync(90);
  fifth.end('done');
  expect(await result).toBe('done');
  expect(time.left).toBe(10);
  expect(threads.longest).toBe(1_090);
});

test('without a limit nothing is given up', async () => {
  const threads = new DecoderThreads();
  let isOver = false;
  const over = (): void => void (isOver = true);
  threads.run(forEver, { left: Infinity }, nothing).then(over, over);
  await jest.advanceTimersByTimeAsync(2 ** 40);
  expect(isOver).toBe(false);
});
