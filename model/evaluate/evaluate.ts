import { classify, type Classified } from '#classify';
import type { ErrorCode, Warning } from '#contract';
import type { MicroBatcher } from '#engine';
import type { Picture } from '../pictures/pictures.js';

/** Pictures under way at a time: what the micro-batcher predicts together. */
const GROUP = 32;

/** What was made of one picture. One that got no answer has no class, a confidence and a score of 0, and its error. */
export interface Item {
  file?: string;
  index?: number;
  label: number | null;
  class: number | null;
  confidence: number;
  score: number | null;
  warnings: Warning[];
  error?: ErrorCode;
}

/** A picture that was not read as its label says, and what the model saw where it saw any. */
export interface Misread {
  picture: Picture;
  item: Item;
  seen: Uint8Array | undefined;
}

export interface Evaluation {
  /** One a picture, in their order. */
  items: Item[];
  misread: Misread[];
  /** Milliseconds of CPU of all threads from encoded bytes to answer; reading and writing not counted. */
  cpuMsPerImage: number;
}

/**
 * Classifies pictures just as a worker does, some at a time.
 * @param maxPixels the worker's limit
 * @param onProgress called with the number of pictures done
 */
export async function evaluate(
  pictures: readonly Picture[],
  batcher: MicroBatcher,
  maxPixels: number,
  onProgress: (done: number) => void,
): Promise<Evaluation> {
  const readGroup = (group: readonly Picture[]) => Promise.all(group.map(({ read }) => read()));
  const classifyGroup = (uploads: Uint8Array[]) => classify(uploads, batcher, { maxPixels });
  // Uncounted, so that what is done once a process weighs on no picture.
  await classifyGroup(await readGroup(pictures.slice(0, GROUP)));

  const items: Item[] = [];
  const misread: Misread[] = [];
  let microseconds = 0;
  for (let from = 0; from < pictures.length; from += GROUP) {
    const group = pictures.slice(from, from + GROUP);
    const uploads = await readGroup(group);
    const before = process.cpuUsage();
    const answers = await classifyGroup(uploads);
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
    for (const [nth, picture] of group.entries()) {
      const { seen } = answers[nth]!;
      const item = itemOf(picture, answers[nth]!);
      items.push(item);
      if (item.label !== null && item.class !== item.label) misread.push({ picture, item, seen });
    }
    onProgress(items.length);
  }
  return { items, misread, cpuMsPerImage: microseconds / 1_000 / pictures.length };
}

function itemOf({ origin, label }: Picture, { outcome }: Classified): Item {
  if (outcome.state === 'failed') {
    return { ...origin, label, class: null, confidence: 0, score: 0, warnings: [], error: outcome.code };
  }
  const { class: read, confidence, score, warnings } = outcome.result;
  return { ...origin, label, class: read, confidence, score, warnings };
}
