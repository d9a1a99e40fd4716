import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Scope } from '#contract';
import { Gate } from './gate.js';

/** Whom a door is for, where that is not everybody with a key. */
export const For = Reflector.createDecorator<Scope | 'anybody'>();

/** Lets in at each door whom it is for. */
@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly gate: Gate,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const whom = this.reflector.getAllAndOverride(For, [context.getHandler(), context.getClass()]) ?? 'predict';
    if (whom !== 'anybody') await this.gate.admit(context.switchToHttp().getRequest<Request>(), whom);
    return true;
  }
}
