import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Config } from '#platform';
import { CONFIG } from '../tokens.js';
import { openApiDocument } from './document.js';

/** Tells programs what can be asked here, and how it is answered. */
@Controller()
export class OpenApiController {
  /** Made when somebody asks for it, once. */
  private document: string | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'max-age=300')
  show(): string {
    const { pathPrefix, access } = this.config;
    return (this.document ??= JSON.stringify(openApiDocument({ pathPrefix, needsKey: access.keys.length > 0 })));
  }
}
