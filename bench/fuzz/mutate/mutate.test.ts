import { beforeAll, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import { Dice } from '../../soak/dice.mjs';
import { anatomyOf } from '../anatomy/anatomy.mjs';
import { seedPictures } from '../pictures/seeds.mjs';
import { BLIND } from './blind.mjs';
import { CROSSING } from './crossing.mjs';
import { MOST, mutate } from './mutate.mjs';
import { repack } from './repack.mjs';
import { STRUCTURED } from './structured.mjs';

interface Seed {
  name: string;
  kind: string;
  bytes: Buffer;
}
type Blind = (bytes: Buffer, dice: Dice) => Buffer;
type Structured = (subject: object) => [Buffer, string];

const BYTES = Buffer.from(Array.from({ length: 1_000 }, (_, i) => (i * 7) % 251));
const TIMES = 40;
let seeds: Seed[];
let png: Seed;

beforeAll(async () => {
  seeds = await seedPictures();
  png = seeds.find(({ name }) => name === 'png 2/8')!;
}, 30_000);

const many = <T>(make: (dice: Dice) => T): T[] => Array.from({ length: TIMES }, (_, i) => make(new Dice(7, i)));
const blindly = (name: string) => many((dice) => (BLIND as Record<string, Blind>)[name]!(BYTES, dice));
const structured = (name: string, { kind, bytes }: Seed) =>
  many((dice) => (STRUCTURED as Record<string, Structured>)[name]!({ kind, bytes, dice, others: seeds })[0]);

test.each(['flipBits', 'setBytes', 'randomBytes', 'setNumber', 'clearBlock'])('%s keeps the length', (name) => {
  const changed = blindly(name);
  expect(changed.every(({ length }) => length === BYTES.length)).toBe(true);
  expect(changed.filter((each) => !each.equals(BYTES)).length).toBeGreaterThan(TIMES / 2);
});

test('swapBlocks keeps every byte', () => {
  const sorted = (bytes: Buffer) => Buffer.from(bytes).sort();
  for (const changed of blindly('swapBlocks')) expect(sorted(changed).equals(sorted(BYTES))).toBe(true);
});

test('what adds makes longer, what takes makes shorter, and the beginning or the end stays', () => {
  for (const name of ['repeatBlock', 'insertBlock', 'append'])
    expect(blindly(name).every(({ length }) => length > BYTES.length)).toBe(true);
  expect(blindly('removeBlock').every(({ length }) => length < BYTES.length)).toBe(true);
  for (const cut of blindly('truncate')) expect(cut.equals(BYTES.subarray(0, cut.length))).toBe(true);
  for (const long of blindly('append')) expect(long.subarray(0, BYTES.length).equals(BYTES)).toBe(true);
});

test('no way of changing minds having nothing', () => {
  const nothing = Buffer.alloc(0);
  for (const how of Object.values(BLIND) as Blind[]) expect(many((dice) => how(nothing, dice))).toHaveLength(TIMES);
  const subject = { kind: 'png', bytes: nothing, others: seeds };
  for (const how of Object.values(STRUCTURED) as Structured[])
    expect(many((dice) => how({ ...subject, dice }))).toHaveLength(TIMES);
});

test('setField and nudgeField change numbers alone', () => {
  const { fields } = anatomyOf('png', png.bytes);
  const inField = (at: number) => fields.some((field) => at >= field.at && at < field.at + field.size);
  for (const name of ['setField', 'nudgeField']) {
    for (const changed of structured(name, png)) {
      expect(changed.length).toBe(png.bytes.length);
      const different = [...changed.keys()].filter((at) => changed[at] !== png.bytes[at]);
      expect(different.every(inField)).toBe(true);
    }
  }
});

test('pieces are removed, repeated and moved whole', () => {
  const lengths = anatomyOf('png', png.bytes).pieces.map(
    ({ start, end }: { start: number; end: number }) => end - start,
  );
  for (const changed of structured('removePiece', png)) expect(lengths).toContain(png.bytes.length - changed.length);
  for (const changed of structured('repeatPiece', png)) {
    const more = changed.length - png.bytes.length;
    expect(lengths.some((length: number) => more > 0 && more % length === 0)).toBe(true);
  }
  for (const changed of structured('movePiece', png)) expect(changed.length).toBe(png.bytes.length);
});

test('a transplant is a piece of another file of the kind', () => {
  const changed = structured(
    'transplant',
    seeds.find(({ name }) => name === 'jpeg grey')!,
  );
  expect(
    changed.filter(({ length }) => length > seeds.find(({ name }) => name === 'jpeg grey')!.bytes.length).length,
  ).toBeGreaterThan(TIMES / 2);
});

test('crossings hold bytes of both', () => {
  const [one, other] = [Buffer.alloc(100, 1), Buffer.alloc(100, 2)];
  const crossed = (name: string) =>
    many((dice) => (CROSSING as Record<string, (a: Buffer, b: Buffer, dice: Dice) => Buffer>)[name]!(one, other, dice));
  for (const each of crossed('behind')) expect(each.equals(Buffer.concat([one, other]))).toBe(true);
  for (const each of crossed('inside')) expect(each.filter((value) => value === 1)).toHaveLength(100);
  for (const each of crossed('headOf')) expect([each.length, each[0], each[99]]).toEqual([100, 2, 1]);
  for (const each of crossed('inFront')) expect(each[0]).toBe(2);
  expect(crossed('splice').some((each) => each.includes(1) && each.includes(2))).toBe(true);
});

test('a repacked PNG is still one whose sums fit: only its pixels are others', () => {
  const readable = many((dice) => repack(png.bytes, dice)!).filter((changed) => {
    try {
      return decode(changed, { checkCrc: true }).width === 90;
    } catch (error) {
      expect(String(error)).not.toMatch(/crc/i);
      return false;
    }
  });
  expect(readable.length).toBeGreaterThan(TIMES / 4);
  expect(repack(Buffer.from('no PNG at all'), new Dice(7, 0))).toBeNull();
});

test('the same dice change a file in the same ways, and it stays small', () => {
  for (const seed of seeds) {
    for (let i = 0; i < 4; i++) {
      const { bytes, mutations } = mutate(seed, new Dice(9, i), seeds);
      const again = mutate(seed, new Dice(9, i), seeds);
      expect([again.bytes.equals(bytes), again.mutations]).toEqual([true, mutations]);
      expect(bytes.length).toBeLessThanOrEqual(MOST);
    }
  }
});
