import { addressOf } from './address.js';

const PATH = /\/r\/([^/]+)$/;

/** The job whose result this page shows alone, by its own address; null on the page itself. */
export function sharedJob(): string | null {
  const id = PATH.exec(location.pathname)?.[1];
  return id === undefined ? null : decoded(id);
}

/** What is encoded as nothing can be is taken as it is, and then found nowhere. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a page that shows a job's result alone. */
export const shareAddress = (id: string): string => addressOf(`r/${encodeURIComponent(id)}`).href;
