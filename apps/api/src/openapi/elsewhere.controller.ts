import { All, Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '#contract';
import { For } from '../access/key.guard.js';
import { methodsAt } from './allowed.js';

/** Answers what no door takes; to be the last of all controllers. */
@Controller()
@For('anybody')
export class ElsewhereController {
  @All(['/', '*path'])
  refuse(@Req() request: Request, @Res() response: Response): void {
    const methods = methodsAt(request.path);
    if (methods.length === 0) throw new CodedError('route_not_found');
    response.set('Allow', methods.join(', '));
    if (request.method !== 'OPTIONS') throw new CodedError('method_not_allowed');
    response.status(204).end();
  }
}
