import { expect, test } from '@jest/globals';
import { effectScope } from 'vue';
import { CodedError, type Snapshot } from '#contract';
import { Busy, type Submission } from '../api/http.js';
import type { JobNews } from '../api/socket.js';
import { answered, queued } from '../pictures/snapshots.fixture.js';
import { failureIn, stageOf, type Picture } from '../pictures/picture.js';
import { usePictures } from './usePictures.js';

interface Sending extends Submission {
  accept: (snapshot: Snapshot) => void;
  refuse: (error: Error) => void;
  signal: AbortSignal;
}

/** Pictures whose API answers when the test says so; what was asked of it lies in lists, in order. */
function picturesWithSlowApi(kept: Picture[] = []) {
  const sent: Sending[] = [];
  const removed: string[] = [];
  const watched: string[] = [];
  const unwatched: string[] = [];
  const shelf = new Map(kept.map((picture) => [picture.key, picture]));
  let news!: JobNews;
  const scope = effectScope();
  const pictures = scope.run(() =>
    usePictures({
      submit: (submission, signal) =>
        new Promise((accept, refuse) => sent.push({ ...submission, accept, refuse, signal })),
      remove: async (id) => {
        removed.push(id);
        return removed.filter((each) => each === id).length === 1 ? { ...queued(id), state: 'canceled' } : null;
      },
      follow: (heard) => {
        news = heard;
        return { watch: (ids) => watched.push(...ids), unwatch: (id) => unwatched.push(id) };
      },
      preview: async () => null,
      shelf: {
        all: async () => [...shelf.values()],
        put: async (picture) => void shelf.set(picture.key, picture),
        remove: async (key) => void shelf.delete(key),
        clear: async () => shelf.clear(),
      },
    }),
  )!;
  const stages = () => pictures.pictures.value.map(stageOf);
  return { ...pictures, news, sent, removed, watched, unwatched, shelf, scope, stages };
}

/** One that lies on the shelf. */
const kept = (key: string, parts: Partial<Picture>): Picture => ({
  key,
  place: Number(key),
  name: key,
  preview: null,
  upload: null,
  model: undefined,
  once: key,
  job: null,
  failure: null,
  ...parts,
});

const file = (name: string): File => new File(['a picture'], name);
/** Lets what was promised be kept. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

test('a picture is sent, watched and answered, and lies on the shelf without its upload', async () => {
  const { add, news, sent, watched, unwatched, shelf, stages } = picturesWithSlowApi();
  const [key] = add([file('a.png')], 'mine');
  expect(sent[0]).toMatchObject({ name: 'a.png', model: 'mine' });
  expect(stages()).toEqual(['uploading']);
  sent[0]!.accept(queued('a'));
  await soon();
  expect(stages()).toEqual(['queued']);
  expect(watched).toEqual(['a']);
  news.job({ ...queued('a'), state: 'processing' });
  expect(stages()).toEqual(['processing']);
  news.job(answered('a', 7));
  expect(stages()).toEqual(['succeeded']);
  expect(unwatched).toEqual(['a']);
  expect(shelf.get(key!)).toMatchObject({ upload: null, job: { result: { class: 7 } } });
});

test('the newest stand first, those of one gift in its order, and four at most are on their way', async () => {
  const { add, pictures, sent } = picturesWithSlowApi();
  add([file('a')], undefined);
  add(['b', 'c', 'd', 'e', 'f'].map(file), undefined);
  expect(pictures.value.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e', 'f', 'a']);
  expect(sent.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  sent[1]!.refuse(new CodedError('unsupported_image'));
  await soon();
  expect(sent.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('its place in line stays told while changes do not tell it', () => {
  const { add, pictures, news, sent } = picturesWithSlowApi();
  add([file('a')], undefined);
  sent[0]!.accept(queued('a'));
  return soon().then(() => {
    news.job({ ...queued('a'), ahead: 3 });
    news.job(queued('a'));
    expect(pictures.value[0]!.job!.ahead).toBe(3);
    news.job({ ...queued('a'), state: 'processing' });
    expect(pictures.value[0]!.job!.ahead).toBeNull();
  });
});

test('asking again forgets the answer before, here and in the service, and never shows what is late about it', async () => {
  const { add, again, news, pictures, sent, removed, stages } = picturesWithSlowApi();
  const [key] = add([file('a')], undefined);
  sent[0]!.accept(queued('a'));
  await soon();
  again(key!, 'mine');
  expect(stages()).toEqual(['uploading']);
  news.job(answered('a', 1));
  news.gone('a');
  expect(stages()).toEqual(['uploading']);
  expect(sent[1]).toMatchObject({ model: 'mine' });
  expect(sent[1]!.once).not.toBe(sent[0]!.once);
  sent[1]!.accept(answered('b', 2));
  await soon();
  expect(pictures.value[0]!.job!.result!.class).toBe(2);
  // Canceled first, then erased.
  expect(removed).toEqual(['a', 'a']);
});

test('asked again while it is on its way, only the second attempt counts', async () => {
  const { add, again, pictures, sent } = picturesWithSlowApi();
  const [key] = add([file('a')], undefined);
  again(key!, undefined, file('a'));
  expect(sent[0]!.signal.aborted).toBe(true);
  sent[0]!.accept(answered('a', 1));
  sent[1]!.accept(answered('b', 2));
  await soon();
  expect(pictures.value[0]!.job!.id).toBe('b');
});

test('what waits is called off, before and after the service has it; what is removed is heard of no more', async () => {
  const { add, cancel, remove, news, pictures, sent, removed, shelf, stages } = picturesWithSlowApi();
  const [first, second] = add([file('a'), file('b')], undefined);
  await cancel(first!);
  expect(sent[0]!.signal.aborted).toBe(true);
  sent[1]!.accept(queued('b'));
  await soon();
  await cancel(second!);
  expect(pictures.value.map(failureIn)).toEqual(['job_canceled', 'job_canceled']);
  expect(stages()).toEqual(['failed', 'canceled']);
  remove([first!, second!]);
  news.job(answered('b', 1));
  await soon();
  expect(pictures.value).toEqual([]);
  expect(shelf.size).toBe(0);
  expect(removed).toEqual(['b', 'b']);
});

test.each([
  ['a refusal with its code', new CodedError('unsupported_image'), 'unsupported_image'],
  ['an answer that makes no sense', new SyntaxError('<html>'), 'unexpected'],
  ['a quota that is used up for long', new Busy('quota_exceeded', 3_000), 'quota_exceeded'],
  ['a full service that stays so', new Busy('overloaded', 3_000), 'overloaded'],
])('%s is told', async (_name, error, failure) => {
  const { add, pictures, sent } = picturesWithSlowApi();
  add([file('a')], undefined);
  sent[0]!.refuse(error);
  await soon();
  expect(pictures.value.map(failureIn)).toEqual([failure]);
});

test('a service that is full for a moment is waited for, and asked the same again', async () => {
  const { add, busy, sent, stages } = picturesWithSlowApi();
  add(['a', 'b', 'c', 'd', 'e'].map(file), undefined);
  sent[0]!.refuse(new Busy('too_many_waiting', 0.01));
  await soon();
  expect(busy.value).toBe('too_many_waiting');
  sent[1]!.accept(queued('b'));
  await soon();
  expect(sent).toHaveLength(4);
  while (busy.value !== null) await soon();
  expect(sent.slice(4).map(({ name }) => name)).toEqual(['a', 'e']);
  expect(sent[4]!.once).toBe(sent[0]!.once);
  expect(stages()).toEqual(['uploading', 'queued', 'uploading', 'uploading', 'uploading']);
});

test('what was kept comes back: what waits is watched, what was not accepted is sent, what is done stays', async () => {
  const { restore, pictures, isAtHand, sent, watched, news, stages } = picturesWithSlowApi([
    kept('1', { job: answered('done', 1) }),
    kept('3', { upload: file('cut off') }),
    kept('2', { job: queued('open') }),
  ]);
  await restore();
  expect(pictures.value.map(({ key }) => key)).toEqual(['3', '2', '1']);
  expect(watched).toEqual(['open']);
  expect(sent.map(({ once }) => once)).toEqual(['3']);
  news.gone('open');
  news.gone('done');
  expect(stages()).toEqual(['uploading', 'failed', 'succeeded']);
  expect(isAtHand('1')).toBe(false);
});

test('a browser keeps a thousand, the newest', async () => {
  const shelved = Array.from({ length: 1_002 }, (_, nth) => kept(`${nth + 1}`, { job: answered(`job ${nth}`, 1) }));
  const { restore, pictures, shelf } = picturesWithSlowApi(shelved);
  await restore();
  expect([pictures.value.length, shelf.size]).toEqual([1_000, 1_000]);
  expect(pictures.value[0]!.key).toBe('1002');
});

test('who leaves the page sends no more', async () => {
  const { add, sent, scope } = picturesWithSlowApi();
  add(['a', 'b', 'c', 'd', 'e'].map(file), undefined);
  scope.stop();
  expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, true, true, true]);
  sent[0]!.accept(queued('a'));
  await soon();
  expect(sent).toHaveLength(4);
});
