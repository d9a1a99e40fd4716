import { Controller, Delete, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError, signInSchema, type Session } from '#contract';
import { Sessions, type Config } from '#platform';
import { readSmallJson } from '../http/small-json.js';
import { CONFIG } from '../tokens.js';
import { Gate } from './gate.js';
import { For } from './key.guard.js';
import { KeyRing } from './key-ring.js';
import type { Principal } from './principal.js';
import { cookieOptions, SESSION_COOKIE, sessionIn } from './session-cookie.js';

/** Signing in and out, for browsers: a key goes in, a cookie that scripts cannot read comes back. */
@Controller('v1/session')
@For('anybody')
export class SessionController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly gate: Gate,
    private readonly ring: KeyRing,
    private readonly sessions: Sessions,
  ) {}

  /** Who is asking, and whether that needs a key. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async show(@Req() request: Request): Promise<Session> {
    return this.toSession(await this.gate.admit(request, 'predict').catch(unlessUnknown));
  }

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async open(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    const { data: signIn } = signInSchema.safeParse(await readSmallJson(request));
    if (!signIn) throw new CodedError('malformed_request');
    const principal = this.gate.find(signIn.key.trim());
    const token = await this.sessions.open(principal.key!);
    const options = cookieOptions(this.config.pathPrefix, request.secure);
    response.cookie(SESSION_COOKIE, token, { ...options, maxAge: this.sessions.ttl });
    return this.toSession(principal);
  }

  @Delete()
  @HttpCode(204)
  async close(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = sessionIn(request.headers.cookie);
    if (token) await this.sessions.close(token);
    response.clearCookie(SESSION_COOKIE, cookieOptions(this.config.pathPrefix, request.secure));
  }

  private toSession(principal: Principal | null): Session {
    const isKnown = principal !== null && principal.key !== null;
    return {
      name: isKnown ? principal.owner : null,
      scope: principal?.scope ?? null,
      keys: this.ring.isNeeded || principal === null,
    };
  }
}

/** Who is not let in is nobody; that Redis does not answer is another matter. */
function unlessUnknown(error: unknown): null {
  if (error instanceof CodedError && error.code.startsWith('key_')) return null;
  throw error;
}
