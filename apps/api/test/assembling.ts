import { expect, jest } from '@jest/globals';
import { Assembler, type Bundled } from '../src/bundles/assembler.js';

interface Picture extends Bundled {
  nth: number;
}

/** A bundle that was sent, by its pictures; it is under way until it is said to be done. */
interface Sent {
  nths: number[];
  done: () => void;
}

/** Milliseconds in which those who have just been answered have sent their next pictures. */
export const MOMENT = 10;

export let sent: Sent[];
let slots: number;
export let assembler: Assembler<Picture>;
export let count: number;

/** Begins anew, with two slots. */
export function begin(eager = false): void {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  [sent, slots, count] = [[], 2, 0];
  assembler = new Assembler({
    slots: () => slots,
    eager,
    send: (pictures) =>
      new Promise<void>((done) => {
        sent.push({ nths: pictures.map(({ nth }) => nth), done });
      }),
  });
}

export function add(bytes = 1, caller = 'a'): Picture {
  const picture = { nth: count++, caller, upload: new Uint8Array(bytes) };
  assembler.add(picture);
  return picture;
}
export const addSome = (pictures: number, bytes?: number): void => {
  for (let nth = 0; nth < pictures; nth++) add(bytes);
};
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
export const pass = async (milliseconds: number): Promise<void> => {
  await jest.advanceTimersByTimeAsync(milliseconds);
  await turn();
};
/** Ends a bundle. */
export async function end(nth: number): Promise<void> {
  sent[nth]!.done();
  await turn();
}
/** Ends a bundle, and lets the next ones go. */
export async function finish(nth: number): Promise<void> {
  await end(nth);
  await pass(MOMENT);
}
export const sizes = (): number[] => sent.map(({ nths }) => nths.length);
export const range = (end: number, from = 0): number[] => Array.from({ length: end - from }, (_, at) => from + at);

export const haveSlots = (now: number): void => void (slots = now);

/** One picture is under way alone. */
export async function busy(): Promise<void> {
  add();
  await turn();
  expect(sizes()).toEqual([1]);
}
