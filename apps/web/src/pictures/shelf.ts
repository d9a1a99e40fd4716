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
  return {
    all: () => forgiven(() => values<Picture>(store), []),
    put: (picture) => forgiven(() => set(picture.key, picture, store), undefined),
    remove: (key) => forgiven(() => del(key, store), undefined),
    clear: () => forgiven(() => clear(store), undefined),
  };
}

/** What comes of an act; where the browser refuses it, which some do by throwing at once, something else. */
async function forgiven<Outcome>(act: () => Promise<Outcome>, otherwise: Outcome): Promise<Outcome> {
  try {
    return await act();
  } catch {
    return otherwise;
  }
}
