import { expect, test } from '@jest/globals';
import { effectScope } from 'vue';
import { CodedError, type Snapshot } from '#contract';
import type { JobNews } from '../api/socket.js';
import { useJob } from './useJob.js';

const picture = new Blob(['a picture']);

interface Submission {
  accept: (snapshot: Snapshot) => void;
  refuse: (error: Error) => void;
}

/** A job whose API answers when the test says so: `submissions` and `followed` hold what was asked of it, in order. */
function jobWithSlowApi() {
  const submissions: Submission[] = [];
  const followed: { id: string; news: JobNews; signal: AbortSignal }[] = [];
  const scope = effectScope();
  const job = scope.run(() =>
    useJob({
      submit: () => new Promise((accept, refuse) => submissions.push({ accept, refuse })),
      follow: (id, news, signal) => followed.push({ id, news, signal }),
    }),
  )!;
  return { ...job, submissions, followed, scope };
}

const queued = (id: string): Snapshot => ({
  id,
  state: 'queued',
  created: '2026-01-01T00:00:00.000Z',
  started: null,
  finished: null,
  model: { name: 'digits', version: null },
  timings: { waited: null, preprocess: null, predict: null },
  result: null,
  error: null,
  links: { self: `/v1/jobs/${id}`, events: `/v1/jobs/${id}/events`, input: null },
});

const answered = (id: string, digit: number): Snapshot => ({
  ...queued(id),
  state: 'succeeded',
  result: {
    class: digit,
    label: `${digit}`,
    confidence: 1,
    probabilities: [],
    top: [],
    score: 1,
    warnings: [],
    model: { name: 'digits', version: 1 },
  },
});

test('a job is shown live, and followed until it is answered', async () => {
  const { view, classify, submissions, followed } = jobWithSlowApi();
  const submitted = classify(picture);
  expect(view.value).toEqual({ step: 'running', state: 'uploading' });
  submissions[0]!.accept(queued('a'));
  await submitted;
  expect(view.value).toEqual({ step: 'running', state: 'queued' });

  const { news, signal } = followed[0]!;
  news.job({ ...queued('a'), state: 'processing' });
  expect(view.value).toEqual({ step: 'running', state: 'processing' });
  expect(signal.aborted).toBe(false);
  news.job(answered('a', 7));
  expect(view.value).toMatchObject({ step: 'done', prediction: { class: 7 } });
  expect(signal.aborted).toBe(true);
});

test('what is late about an earlier picture is never shown', async () => {
  const { view, connected, classify, submissions, followed } = jobWithSlowApi();
  const first = classify(picture);
  submissions[0]!.accept(queued('a'));
  await first;
  const second = classify(picture);
  followed[0]!.news.job(answered('a', 1));
  followed[0]!.news.connected(false);
  expect(view.value).toEqual({ step: 'running', state: 'uploading' });
  expect(connected.value).toBe(true);

  const third = classify(picture);
  submissions[1]!.accept(answered('b', 2));
  await second;
  expect(view.value).toEqual({ step: 'running', state: 'uploading' });
  submissions[2]!.accept(answered('c', 3));
  await third;
  expect(view.value).toMatchObject({ step: 'done', prediction: { class: 3 } });
  expect(followed.map(({ id }) => id)).toEqual(['a']);
});

test('forgetting the picture, or leaving the page, ends its job here', async () => {
  const { view, classify, reset, submissions, followed, scope } = jobWithSlowApi();
  const forgotten = classify(picture);
  reset();
  submissions[0]!.refuse(new CodedError('api_unreachable'));
  await forgotten;
  expect(view.value).toEqual({ step: 'idle' });

  const left = classify(picture);
  submissions[1]!.accept(queued('b'));
  await left;
  scope.stop();
  expect(followed[0]!.signal.aborted).toBe(true);
});

test.each([
  ['a refusal with its code', new CodedError('unsupported_image'), 'unsupported_image'],
  ['an answer that makes no sense', new SyntaxError('<html>'), 'unexpected'],
])('%s', async (_name, error, failure) => {
  const { view, classify, submissions } = jobWithSlowApi();
  const submitted = classify(picture);
  submissions[0]!.refuse(error);
  await submitted;
  expect(view.value).toEqual({ step: 'failed', failure });
});

test('jobs that fail, are canceled or vanish say so', async () => {
  const { view, classify, submissions, followed } = jobWithSlowApi();
  const error = { code: 'blank_image', status: 422, retryable: false, detail: '' } as const;
  const ends: [(news: JobNews) => void, string][] = [
    [(news) => news.job({ ...queued('a'), state: 'failed', error }), 'blank_image'],
    [(news) => news.job({ ...queued('a'), state: 'canceled' }), 'job_canceled'],
    [(news) => news.gone(), 'job_not_found'],
  ];
  for (const [end, failure] of ends) {
    const submitted = classify(picture);
    submissions.at(-1)!.accept(queued('a'));
    await submitted;
    end(followed.at(-1)!.news);
    expect(view.value).toEqual({ step: 'failed', failure });
  }
});
