import { clear, createStore, del, set, values } from 'idb-keyval';
import type { Picture } from './picture.js';

/** Where pictures outlast a reload. Nothing fails where the browser keeps nothing: they last as long as the page. */
export interface Shelf {
  all: () => Promise<Picture[]>;
  put: (picture: Picture) => Promise<void>;
  remove: (key: string) => Promise<void>;
  clear: () => Promise<void>;
}

/**
 * The shelf of one person in this browser.
 * @param owner the name of who is signed in; null without keys
 */
export function openShelf(owner: string | null): Shelf {
  // Several services may share an origin, each under a path of its own.
  const place = new URL('.', document.baseURI).pathname;
  const store = createStore(`lince ${place} ${owner ?? ''}`, 'pictures');
  const forgiving = (act: Promise<void>): Promise<void> => act.catch(() => undefined);
  return {
    all: () => values<Picture>(store).catch(() => []),
    put: (picture) => forgiving(set(picture.key, picture, store)),
    remove: (key) => forgiving(del(key, store)),
    clear: () => forgiving(clear(store)),
  };
}
