import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Config } from '#platform';
import { For } from '../access/key.guard.js';
import { KeyRing } from '../access/key-ring.js';
import { CONFIG } from '../tokens.js';
import { openApiDocument } from './document.js';

/** Tells programs what can be asked here, and how it is answered. */
@Controller()
@For('anybody')
export class OpenApiController {
  /** Made when somebody asks for it; one for each case of whether keys are needed. */
  private readonly documents = new Map<boolean, string>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly ring: KeyRing,
  ) {}

  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'max-age=300')
  show(): string {
    const needsKey = this.ring.isNeeded;
    const document =
      this.documents.get(needsKey) ?? JSON.stringify(openApiDocument({ pathPrefix: this.config.pathPrefix, needsKey }));
    this.documents.set(needsKey, document);
    return document;
  }
}
