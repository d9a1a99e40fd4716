import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { languageOf, type Config } from '#platform';
import { For } from './access/key.guard.js';
import { smallPage } from './http/small-page.js';
import { DOCS } from './docs/docs-files.js';
import { CONFIG } from './tokens.js';

const words = {
  es: {
    title: 'Lince: la API',
    page: 'La página web está en',
    doors: [
      'POST una imagen aquí y espera la respuesta',
      'POST una imagen y consulta después',
      'los modelos',
      '¿está todo listo?',
      'todas las puertas, para leerlas y probarlas',
    ],
  },
  en: {
    title: 'Lince: the API',
    page: 'The web page is at',
    doors: [
      'POST a picture here and wait for the answer',
      'POST a picture and ask later',
      'the models',
      'is everything ready?',
      'all the doors, to read and to try',
    ],
  },
};

const DOORS = ['/predict', '/v1/jobs', '/v1/models', '/health/ready', DOCS];

/** Tells a person who comes to the API's own address where things are. */
@Controller()
@For('anybody')
export class FrontPageController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  show(@Req() request: Request, @Res({ passthrough: true }) response: Response): string {
    const { title, page, doors } = words[languageOf(request)];
    const { web, pathPrefix } = this.config;
    const address = `http://${request.hostname}:${web.port}${pathPrefix}/`;
    const paths = DOORS.map((door) => pathPrefix + door);
    if (request.accepts(['text', 'html']) === 'text') {
      response.type('text');
      return [title, `${page} ${address}`, ...paths.map((path, at) => `${path}  ${doors[at]}`), ''].join('\n');
    }
    const docs = pathPrefix + DOCS;
    const shown = (path: string): string => (path === docs ? `<a href="${path}">${path}</a>` : path);
    const items = paths.map((path, at) => `<li><code>${shown(path)}</code> ${doors[at]}</li>`).join('');
    return smallPage(response, title, `<p>${page} <a href="${address}">${address}</a>.</p><ul>${items}</ul>`);
  }
}
