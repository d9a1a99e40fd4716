import { expect, jest, test } from '@jest/globals';
import type { PredictAnswer } from '#contract';
import { digitPng } from './support/digits.js';
import { startLince } from './support/lince.js';
import { oldForm } from './support/requests.js';

jest.setTimeout(120_000);

const PICTURES = 300;
const AT_A_TIME = 64;

test('300 pictures, 64 at a time through two APIs and two workers: each gets the answer to its own', async () => {
  // Neighbours in time are different digits, so an answer to another's picture is a wrong one.
  const pictures = await Promise.all(
    Array.from({ length: PICTURES }, async (_, at) => ({
      label: at % 10,
      picture: await digitPng(at % 10, 100 + Math.floor(at / 10)),
    })),
  );
  const lince = await startLince({ apis: 2, workers: 2 });
  try {
    const right: boolean[] = [];
    const ids = new Set<string>();
    const waiting = pictures.entries();
    const client = async (): Promise<void> => {
      for (const [at, { label, picture }] of waiting) {
        const response = await fetch(`${lince.apiUrls[at % 2]}/predict`, oldForm(picture));
        expect(response.status).toBe(200);
        const answer = (await response.json()) as PredictAnswer;
        right.push(answer.class === label);
        ids.add(answer.id);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, client));
    expect(ids.size).toBe(PICTURES);
    expect(right.filter(Boolean).length).toBeGreaterThanOrEqual(0.99 * PICTURES);
  } finally {
    await lince.stop();
  }
});
