import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Config } from '#platform';
import { For } from '../access/key.guard.js';
import { CONFIG } from '../tokens.js';
import { DOCS } from './docs-files.js';

/** Everything comes from here; Swagger UI draws its signs from addresses that hold them, and shows pictures as blobs. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Shows the OpenAPI document to people, who may try its doors there. */
@Controller()
@For('anybody')
export class DocsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get('docs')
  @Header('Cache-Control', 'max-age=300')
  show(@Res({ passthrough: true }) response: Response): string {
    const prefix = this.config.pathPrefix;
    response.type('html').set({ 'Content-Security-Policy': POLICY, 'Referrer-Policy': 'same-origin' });
    return [
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lince: the API</title>',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<link rel="icon" href="data:,">',
      `<link rel="stylesheet" href="${prefix}${DOCS}/swagger-ui.css">`,
      `<script src="${prefix}${DOCS}/swagger-ui-bundle.js" defer></script>`,
      `<script src="${prefix}${DOCS}/show.js" defer></script></head>`,
      `<body><main id="document" data-address="${prefix}/openapi.json"></main></body></html>\n`,
    ].join('\n');
  }
}
