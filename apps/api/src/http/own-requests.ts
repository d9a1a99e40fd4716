import type { NextFunction, Request, Response } from 'express';
import { CodedError } from '#contract';
import { isOwnRequest } from '#platform';

/** Refuses what a page of another site may have made a browser send. */
export const ownRequestsOnly =
  (allowedHosts: readonly string[]) =>
  (request: Request, _response: Response, next: NextFunction): void =>
    next(isOwnRequest(request.headers, allowedHosts) ? undefined : new CodedError('request_forbidden'));
