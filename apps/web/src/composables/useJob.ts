import { onScopeDispose, shallowRef } from 'vue';
import { CodedError, type ErrorCode, type Prediction, type Snapshot } from '#contract';
import type { JobNews } from '../api/socket.js';

/** What a job needs of the API; `signal` aborts when nobody wants its answers any more. */
export interface JobApi {
  submit: (picture: Blob, signal: AbortSignal) => Promise<Snapshot>;
  follow: (id: string, news: JobNews, signal: AbortSignal) => void;
}

/** Why there is no prediction: a coded failure, or an answer that makes no sense. */
export type Failure = ErrorCode | 'unexpected';

/** What there is to show of the present picture's job. */
export type JobView =
  | { step: 'idle' }
  | { step: 'running'; state: 'uploading' | 'queued' | 'processing' }
  | { step: 'done'; prediction: Prediction; seen: string | null }
  | { step: 'failed'; failure: Failure };

/** Classifies one picture at a time: whatever still comes in about an earlier one is ignored. */
export function useJob(api: JobApi) {
  const view = shallowRef<JobView>({ step: 'idle' });
  const connected = shallowRef(true);
  let run = new AbortController();

  /** Forgets the present picture and its answer. */
  function reset(): void {
    run.abort();
    view.value = { step: 'idle' };
  }

  /** Uploads a picture and follows its job to the end, in place of the one before. */
  async function classify(picture: Blob): Promise<void> {
    run.abort();
    const mine = (run = new AbortController());
    connected.value = true;

    function show(next: JobView): void {
      if (mine.signal.aborted) return;
      view.value = next;
      if (next.step !== 'running') mine.abort();
    }
    const news: JobNews = {
      job: (snapshot) => show(viewOf(snapshot)),
      gone: () => show({ step: 'failed', failure: 'job_not_found' }),
      connected: (now) => {
        if (!mine.signal.aborted) connected.value = now;
      },
    };

    show({ step: 'running', state: 'uploading' });
    try {
      const snapshot = await api.submit(picture, mine.signal);
      news.job(snapshot);
      if (!mine.signal.aborted) api.follow(snapshot.id, news, mine.signal);
    } catch (error) {
      show({ step: 'failed', failure: error instanceof CodedError ? error.code : 'unexpected' });
    }
  }

  onScopeDispose(reset);
  return { view, connected, classify, reset };
}

function viewOf({ state, result, error, links }: Snapshot): JobView {
  if (state === 'queued' || state === 'processing') return { step: 'running', state };
  if (state === 'canceled') return { step: 'failed', failure: 'job_canceled' };
  if (state === 'succeeded' && result) return { step: 'done', prediction: result, seen: links.input };
  return { step: 'failed', failure: error?.code ?? 'unexpected' };
}
