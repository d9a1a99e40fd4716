import type { IncomingHttpHeaders } from 'node:http';

/** What a request says that its body is, without parameters and in lower case; empty where it does not say. */
export const mediaTypeOf = (headers: IncomingHttpHeaders): string =>
  headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase() ?? '';
