import { Controller, Get, Header, Inject, StreamableFile } from '@nestjs/common';
import type { Config } from '#platform';
import { For } from '../access/key.guard.js';
import { KeyRing } from '../access/key-ring.js';
import { CONFIG } from '../tokens.js';
import { openApiDocument } from './document.js';

/** Tells programs what can be asked here, and how it is answered. */
@Controller()
@For('anybody')
export class OpenApiController {
  /** Made when somebody asks for it; one for each case of whether keys are needed. All answers share its bytes. */
  private readonly documents = new Map<boolean, Buffer>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly ring: KeyRing,
  ) {}

  @Get('openapi.json')
  @Header('Cache-Control', 'max-age=300')
  show(): StreamableFile {
    const needsKey = this.ring.isNeeded;
    const document = this.documents.get(needsKey) ?? this.make(needsKey);
    this.documents.set(needsKey, document);
    return new StreamableFile(document, { type: 'application/json; charset=utf-8' });
  }

  private make(needsKey: boolean): Buffer {
    return Buffer.from(JSON.stringify(openApiDocument({ pathPrefix: this.config.pathPrefix, needsKey })));
  }
}
