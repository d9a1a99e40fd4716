import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { digitPng } from './support/digits.js';
import { hostilePictures, type Hostile } from './support/hostile.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { CRIES } from './support/vitals.js';

jest.setTimeout(180_000);

/** Clients that send hostile pictures. */
const CLIENTS = 3;
/** Large pictures that come together. */
const LARGE = 5;

let lince: Lince;
beforeAll(async () => {
  lince = await startLince();
}, 100_000);
afterAll(() => lince?.stop());

interface Answer {
  status: number;
  code: string;
}

/** A prediction, or a picture in which there is nothing, is read. */
async function send(upload: Uint8Array): Promise<Answer> {
  const response = await fetch(`${lince.apiUrl}/predict`, raw(upload));
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code: response.ok || code === 'blank_image' ? 'read' : code! };
}

/** Asks about one digit again and again until it is told to stop, some times at least. @returns what it was told */
function control(): { stop: () => Promise<string[]> } {
  let isOver = false;
  const told: string[] = [];
  const asked = (async () => {
    for (let nth = 0; !isOver || nth < 20; nth++) {
      const wanted = nth % 10;
      const response = await fetch(`${lince.apiUrl}/predict`, raw(await digitPng(wanted)));
      const { label, code } = (await response.json()) as { label?: string; code?: string };
      told.push(label === String(wanted) ? 'right' : `${wanted} was ${label ?? code}`);
    }
    return told;
  })();
  return { stop: () => ((isOver = true), asked) };
}

test('hostile pictures are answered honestly, one like another, and nobody else notices', async () => {
  const line: Hostile[] = await hostilePictures();
  const wrong: string[] = [];
  const other = control();
  const client = async (): Promise<void> => {
    for (let next = line.shift(); next; next = line.shift()) {
      const { what, upload, answers } = next;
      const { status, code } = await send(upload);
      if (status >= 500 || !(answers as readonly string[]).includes(code)) wrong.push(`${what}: ${status} ${code}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const told = await other.stop();
  expect(wrong).toEqual([]);
  expect(told.length).toBeGreaterThanOrEqual(20);
  expect(told.filter((each) => each !== 'right')).toEqual([]);
  for (const each of [...lince.apis, ...lince.workers]) {
    expect(each.ended()).toBe(false);
    expect(each.output()).not.toMatch(CRIES);
  }
});

test('pictures that cost much take turns, and those that cost little do not wait for them', async () => {
  const blank = sharp({ create: { width: 5_000, height: 5_000, channels: 4, background: '#fff' } });
  const upload = await blank.png({ compressionLevel: 1, progressive: true }).toBuffer();
  const order: string[] = [];
  const large = Array.from({ length: LARGE }, async () => {
    const answer = await send(upload);
    order.push('large');
    return answer;
  });
  const small = (async () => {
    for (let nth = 0; nth < 10; nth++) expect(await send(await digitPng(nth))).toMatchObject({ status: 200 });
    order.push('small');
  })();
  await small;
  expect(await Promise.all(large)).toEqual(Array(LARGE).fill({ status: 422, code: 'read' }));
  expect(order.indexOf('small')).toBeLessThan(LARGE - 1);
});
