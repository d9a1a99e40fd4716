import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERRORS, problem, type ErrorCode } from '#contract';
import { languageOf } from '#platform';

/** Answers with a problem that this server itself has; the rest of an upload is read and thrown away. */
export function sendProblem(request: IncomingMessage, response: ServerResponse, code: ErrorCode): void {
  request.unpipe();
  request.resume();
  const { status } = ERRORS[code];
  const text = JSON.stringify(problem(code, languageOf(request)));
  response.writeHead(status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'X-Content-Type-Options': 'nosniff',
    ...(status === 503 && { 'Retry-After': '5' }),
  });
  response.end(text);
}
