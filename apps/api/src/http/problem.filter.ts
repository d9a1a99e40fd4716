import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError, problem, type ErrorCode } from '#contract';
import { languageOf, REQUEST_ID } from '#platform';
import { discardBody, OF_STRANGERS } from './discard.js';

/** Seconds after which a client may try again, where nothing better is known. */
const RETRY_AFTER = 5;

/** Milliseconds until a client that has heard the answer, and goes on sending, is cut off. */
const LINGER = 2_000;

/** Answers every failure as `application/problem+json` in the client's language, in our own words alone. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    // The server itself has answered what did not come to its end.
    if (response.writableEnded) return;
    const code = codeOf(error);
    const body = problem(code, languageOf(request), error instanceof CodedError ? error.help : {});
    if (ours(code))
      this.logger.error(`${request.get(REQUEST_ID)} ${request.method} ${request.path}: ${reasonOf(error)}`);
    // Before its answer, a client is heard out; whoever may not come in is answered at once, and then not for long.
    const isStranger = body.status === 401 || body.status === 403;
    const discarded = discardBody(request, isStranger ? OF_STRANGERS : undefined);
    if (!isStranger) await discarded;
    // An answer was begun, and can only be cut off.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (body.status === 503 || body.status === 429) response.set('Retry-After', String(body.retryAfter ?? RETRY_AFTER));
    if (body.status === 401) response.set('WWW-Authenticate', 'Bearer realm="Lince"');
    response.status(body.status).set('Content-Type', 'application/problem+json; charset=utf-8');
    // A connection that is closed under a client that goes on sending says nothing.
    if (!request.complete) response.set('Connection', 'keep-alive');
    response.end(JSON.stringify(body));
    await discarded;
    if (request.complete) return;
    if (isStranger) request.pause();
    setTimeout(() => request.complete || request.destroy(), LINGER).unref();
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof CodedError) return error.code;
  if (error instanceof HttpException && error.getStatus() === 404) return 'route_not_found';
  if (error instanceof HttpException && error.getStatus() < 500) return 'malformed_request';
  // Express gives a path that cannot be decoded a status.
  if (error instanceof URIError) return 'malformed_request';
  return 'internal_error';
}

/** What an operator should know of. */
const ours = (code: ErrorCode): boolean => code === 'internal_error' || code === 'queue_unavailable';

function reasonOf(error: unknown): string {
  if (error instanceof CodedError) return error.message;
  return error instanceof Error ? String(error.stack) : String(error);
}
