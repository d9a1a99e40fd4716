import { expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { Dice } from '../../soak/dice.mjs';
import { hexdump } from '../report.mjs';
import { wholeRequests } from '../reference.mjs';
import { zipBomb } from './bomb.mjs';
import { FORMS } from './forms.mjs';
import { FRAMING } from './framing.mjs';
import { makeRequest } from './make.mjs';
import { message, toBytes } from './message.mjs';
import { TEMPLATES } from './templates.mjs';

const PICTURE = Buffer.from('a picture');
const post = message('POST', '/predict', { 'Content-Type': 'image/png' }, PICTURE);

test('every request that nothing was done to is one whole request', async () => {
  for (const make of Object.values(TEMPLATES) as ((picture: Buffer) => object)[])
    expect(await wholeRequests(toBytes(make(PICTURE)))).toEqual({ whole: 1, isBroken: false });
});

test.each([
  ['GET / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n', { whole: 2, isBroken: false }],
  ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe', { whole: 0, isBroken: true }],
  ['GET / HTTP/1.1\r\nHost: a\r\n\r\nNONSENSE', { whole: 1, isBroken: true }],
  ['GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', { whole: 0, isBroken: true }],
  ['', { whole: 0, isBroken: false }],
])('%j is what the parser says', async (sent, expected) => {
  expect(await wholeRequests(Buffer.from(sent))).toEqual(expected);
});

test('chunks that are in order carry the whole body; lies about lengths do not', async () => {
  for (let i = 0; i < 20; i++) {
    const chunked = toBytes(FRAMING.chunks(post, new Dice(7, i)));
    expect(await wholeRequests(chunked)).toEqual({ whole: 1, isBroken: false });
    const unended = toBytes(FRAMING.noLastChunk(post, new Dice(7, i)));
    expect((await wholeRequests(unended)).whole).toBe(0);
  }
});

test('a form changed in any way is still one whole request', async () => {
  for (const [name, change] of Object.entries(FORMS)) {
    const changed = (change as (...about: unknown[]) => object)(post, new Dice(7, 1), PICTURE);
    expect([name, await wholeRequests(toBytes(changed))]).toEqual([name, { whole: 1, isBroken: false }]);
  }
});

test('a request is the same for the same dice, and is cut inside its bytes', () => {
  const seeds = [{ name: 'a', kind: 'png', bytes: PICTURE }];
  for (let i = 0; i < 60; i++) {
    const made = makeRequest(new Dice(3, i), seeds);
    const again = makeRequest(new Dice(3, i), seeds);
    expect([again.bytes.equals(made.bytes), again.cuts, again.end]).toEqual([true, made.cuts, made.end]);
    expect(made.cuts.every((at: number) => at >= 0 && at <= made.bytes.length)).toBe(true);
  }
});

test('a bomb is a zip that unpacks to what it says', () => {
  const zip = zipBomb(3);
  expect(zip.length).toBeLessThan(10_000);
  expect(Buffer.alloc(3_000_000).equals(unzipSync(zip)['a.png']!)).toBe(true);
});

test('bytes are shown in rows of sixteen, with their letters', () => {
  expect(hexdump(Buffer.from('0123456789abcdef\n'))).toBe(
    `000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef\n000010  0a ${' '.repeat(45)} .`,
  );
});
