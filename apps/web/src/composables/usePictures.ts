import { onScopeDispose, shallowReactive, shallowRef, toRaw } from 'vue';
import { isFinal, type Snapshot } from '#contract';
import { failureOf } from '../api/failure.js';
import type { Submission } from '../api/http.js';
import type { JobNews, LiveJobs } from '../api/socket.js';
import { isOpen, newKey, type Picture } from '../pictures/picture.js';
import type { Shelf } from '../pictures/shelf.js';
import { useDispatch } from './useDispatch.js';

/** Pictures that a browser keeps; older ones are let go. */
const KEPT = 1_000;

/** What pictures need of the API and of the browser; signals abort when nobody wants the answer any more. */
export interface PicturesApi {
  submit: (submission: Submission, signal: AbortSignal) => Promise<Snapshot>;
  remove: (id: string, signal: AbortSignal) => Promise<Snapshot | null>;
  follow: (news: JobNews, signal: AbortSignal) => LiveJobs;
  preview: (file: Blob) => Promise<Blob | null>;
  shelf: Shelf;
}

/** The pictures that a person gave, the newest first, each on its way to an answer or with it. */
export function usePictures(api: PicturesApi) {
  const pictures = shallowRef<Picture[]>([]);
  const connected = shallowRef(true);
  /** Those of this visit, and those not sent before it, as they were given: to ask again about them. */
  const originals = new Map<string, Blob>();
  const end = new AbortController();
  /** Previews are made one after another: a photo that is open takes tens of megabytes. */
  let previewing = Promise.resolve();
  const live = api.follow({ job: hear, gone, connected: (now) => (connected.value = now) }, end.signal);
  const { dispatch, recall, busy } = useDispatch(api.submit, {
    accepted: (picture, job) => {
      change(picture, { upload: null });
      hear(job, picture);
      if (isOpen(picture)) live.watch([job.id]);
    },
    refused: (picture, error) => change(picture, { failure: failureOf(error) }),
  });

  const find = (key: string): Picture | undefined => pictures.value.find((picture) => picture.key === key);

  /** Changes one, and what is kept of it. What was removed meanwhile stays removed. */
  function change(picture: Picture, parts: Partial<Picture>): void {
    if (end.signal.aborted || find(picture.key) !== picture) return;
    Object.assign(picture, parts);
    shelve(picture);
  }

  const shelve = (picture: Picture): void => void api.shelf.put({ ...toRaw(picture) });

  function hear(job: Snapshot, picture = pictures.value.find((each) => each.job?.id === job.id)): void {
    if (!picture || (picture.job && isFinal(picture.job.state))) return;
    // Where it stands in line is told to who asks, not with each change.
    const ahead = job.state === 'queued' ? (job.ahead ?? picture.job?.ahead ?? null) : null;
    change(picture, { job: { ...job, ahead }, failure: null });
    if (isFinal(job.state)) live.unwatch(job.id);
  }

  function gone(id: string): void {
    live.unwatch(id);
    const picture = pictures.value.find((each) => each.job?.id === id);
    if (picture && isOpen(picture)) change(picture, { failure: 'job_not_found' });
  }

  /** Brings back what was kept, and goes on with what was not over. */
  async function restore(): Promise<void> {
    const all = (await api.shelf.all()).sort((one, other) => other.place - one.place);
    if (end.signal.aborted) return;
    const kept = all.slice(0, KEPT).map((picture) => shallowReactive(picture));
    all.slice(KEPT).forEach(({ key }) => void api.shelf.remove(key));
    pictures.value = [...pictures.value, ...kept].sort((one, other) => other.place - one.place);
    live.watch(kept.flatMap((picture) => (picture.job && isOpen(picture) ? [picture.job.id] : [])));
    for (const picture of kept) {
      if (!picture.upload) continue;
      originals.set(picture.key, picture.upload);
      // Whoever was not let in has signed in since.
      if (picture.failure === 'key_required' || picture.failure === 'key_invalid') picture.failure = null;
      if (isOpen(picture)) setOut(picture, picture.upload);
    }
  }

  /** Takes pictures in, and sends them off. @returns their keys, in the order given */
  function add(files: File[], model: string | undefined): string[] {
    const highest = pictures.value[0]?.place ?? 0;
    const added = files.map((file, index) =>
      shallowReactive<Picture>({
        key: newKey(),
        place: highest + files.length - index,
        name: file.name,
        preview: undefined,
        upload: file,
        model,
        once: newKey(),
        job: null,
        failure: null,
      }),
    );
    pictures.value = [...added, ...pictures.value];
    added.forEach((picture, index) => {
      originals.set(picture.key, files[index]!);
      shelve(picture);
      setOut(picture, files[index]!);
    });
    return added.map(({ key }) => key);
  }

  function setOut(picture: Picture, file: Blob): void {
    dispatch(picture);
    previewing = previewing.then(() => makePreview(picture, file));
  }

  async function makePreview(picture: Picture, file: Blob): Promise<void> {
    const isWanted = (): boolean => !end.signal.aborted && originals.get(picture.key) === file;
    const preview = isWanted() ? await api.preview(file) : null;
    if (isWanted()) change(picture, { preview });
  }

  /** Whether the picture itself is still at hand, to be sent again. */
  const isAtHand = (key: string): boolean => originals.has(key);

  /** Asks once more, in place of what was answered: by another model, or about another picture. */
  function again(key: string, model: string | undefined, file = originals.get(key)): void {
    const picture = find(key);
    if (!picture || !file) return;
    withdraw(picture);
    originals.set(key, file);
    change(picture, { upload: file, model, once: newKey(), job: null, failure: null });
    setOut(picture, file);
  }

  /** Ends what is under way, and has the service forget it. */
  function withdraw(picture: Picture): void {
    recall(picture);
    if (picture.job) void forget(picture.job.id);
  }

  async function forget(id: string): Promise<void> {
    live.unwatch(id);
    // What waited is canceled at first, and then there to be erased.
    const canceled = await api.remove(id, end.signal).catch(() => null);
    if (canceled) await api.remove(id, end.signal).catch(() => null);
  }

  /** Calls off what has not begun; what has is over soon. */
  async function cancel(key: string): Promise<void> {
    const picture = find(key);
    if (!picture || !isOpen(picture)) return;
    recall(picture);
    if (!picture.job) return change(picture, { upload: null, failure: 'job_canceled' });
    const canceled = await api.remove(picture.job.id, end.signal).catch(() => null);
    if (canceled) hear(canceled);
  }

  /** Takes some away, here and from the service. */
  function remove(keys: string[]): void {
    const removed = pictures.value.filter(({ key }) => keys.includes(key));
    pictures.value = pictures.value.filter((picture) => !removed.includes(picture));
    for (const picture of removed) {
      originals.delete(picture.key);
      withdraw(picture);
      void api.shelf.remove(picture.key);
    }
  }

  onScopeDispose(() => end.abort());
  return {
    pictures,
    connected,
    busy,
    restore,
    add,
    again,
    isAtHand,
    cancel,
    remove,
    /** Asks where an open one stands now. */
    look: (id: string) => live.watch([id]),
  };
}
