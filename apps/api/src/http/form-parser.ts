import type { IncomingHttpHeaders } from 'node:http';
import busboy, { type Busboy, type BusboyConfig } from 'busboy';
import { CodedError } from '#contract';

/** Letters of a boundary (RFC 2046, 5.1.1). */
const LONGEST_BOUNDARY = 70;

/**
 * What reads the body of a multipart form.
 * @throws CodedError `malformed_request` where the headers do not say how its parts are told apart
 */
export function openFormParser(headers: IncomingHttpHeaders, config: Omit<BusboyConfig, 'headers'>): Busboy {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]*)"|([^\s;]*))/i.exec(headers['content-type'] ?? '') ?? [];
  const { length } = quoted ?? bare ?? '';
  try {
    if (length > 0 && length <= LONGEST_BOUNDARY) return busboy({ ...config, headers });
  } catch {
    // Told below.
  }
  throw new CodedError('malformed_request');
}
