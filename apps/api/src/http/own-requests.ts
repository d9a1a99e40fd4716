import type { NextFunction, Request, Response } from 'express';
import { CodedError } from '#contract';
import { isOwnRequest } from '#platform';

/** Refuses what a page of another site may have made a browser send, and lets no browser guess what an answer is. */
export const ownRequestsOnly =
  (allowedHosts: readonly string[], corsOrigins: readonly string[]) =>
  (request: Request, response: Response, next: NextFunction): void => {
    response.set('X-Content-Type-Options', 'nosniff');
    next(isOwnRequest(request.headers, allowedHosts, corsOrigins) ? undefined : new CodedError('request_forbidden'));
  };
