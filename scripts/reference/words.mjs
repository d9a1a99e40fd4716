/** What the reference says between its tables, in both languages. */
export const WORDS = {
  es: {
    title: 'Referencia',
    other: '*[English](../en/reference.md)*',
    written:
      'Este archivo lo escribe `npm run docs` a partir de las tablas del código: los ajustes (`libs/platform/src/settings`), los errores (`libs/contract/src`) y las puertas (`apps/api/src/openapi/doors`).',
    settings: 'Ajustes',
    settingsIntro:
      'Son variables de entorno; todas tienen un valor que funciona, y una vacía cuenta como no puesta. Con compose se leen del entorno o de un archivo `.env`. Tiempos: `500ms`, `30s`, `5m`, `24h`, `7d`. Tamaños: `500kb`, `10mb`, `1gb`. Las listas van separadas por comas.',
    groups: {
      network: 'Dónde escucha y quién llama',
      access: 'Quién entra',
      redis: 'Redis',
      work: 'Procesos de trabajo y modelos',
      sizes: 'Tamaños',
      load: 'Cuánto se admite a la vez',
      times: 'Tiempos',
      machine: 'La máquina',
      images: 'Imágenes de contenedor',
    },
    settingColumns: ['variable', 'por defecto', 'qué se espera', 'lo lee', 'qué es'],
    readers: { api: 'la API', worker: 'los procesos de trabajo', web: 'el servidor de la página' },
    doors: 'Puertas',
    doorsIntro:
      '`/openapi.json` las describe enteras en OpenAPI 3.1: lo que admiten y todo lo que pueden responder; `/docs` es ese documento como una página para leerlo y probarlo. Las dos están en el puerto de la API y en el de la página, y no piden clave. Además hay `/admin/queues`, las colas, para administradores, y los sockets de Socket.IO ([cómo](../../README.md#las-puertas)).',
    doorColumns: ['puerta', 'qué hace', 'clave'],
    access: { anyone: 'no', key: 'si las hay', pictures: 'si las hay; cuenta imágenes' },
    errors: 'Errores',
    errorsIntro:
      'Toda respuesta que falla es `application/problem+json` con estos campos: `code`, el código de esta lista, para programas; `status`, `title` y `detail` (repetido en `error`, para los clientes de antes), con una frase para personas en español o, si `Accept-Language` lo prefiere, en inglés. Se puede reintentar lo que aquí lo dice, tras los segundos de `Retry-After` si vienen, y con `Idempotency-Key` para que no se haga dos veces. Un trabajo que falla lleva el mismo código en su estado (`error`).',
    errorColumns: ['código', 'estado', '¿reintentar?', 'qué es'],
    retry: { true: 'sí', false: 'no' },
    retryLine: { true: 'Se puede reintentar.', false: 'Reintentar lo mismo no sirve.' },
    warnings: 'Avisos',
    warningsIntro: 'Acompañan a una respuesta que sigue siendo un 200, en `warnings`. Los umbrales son de cada modelo.',
  },
  en: {
    title: 'Reference',
    other: '*[Español](../es/referencia.md)*',
    written:
      '`npm run docs` writes this file from the tables in the code: settings (`libs/platform/src/settings`), errors (`libs/contract/src`) and doors (`apps/api/src/openapi/doors`).',
    settings: 'Settings',
    settingsIntro:
      'They are environment variables; each has a value that works, and an empty one counts as not set. With compose they are read from the environment or a file `.env`. Times: `500ms`, `30s`, `5m`, `24h`, `7d`. Sizes: `500kb`, `10mb`, `1gb`. Lists are separated by commas.',
    groups: {
      network: 'Where it listens and who calls',
      access: 'Who comes in',
      redis: 'Redis',
      work: 'Workers and models',
      sizes: 'Sizes',
      load: 'How much comes in at once',
      times: 'Times',
      machine: 'The machine',
      images: 'Container images',
    },
    settingColumns: ['variable', 'default', 'what is expected', 'read by', 'what it is'],
    readers: { api: 'the API', worker: 'the workers', web: "the page's server" },
    doors: 'Doors',
    doorsIntro:
      "`/openapi.json` describes them in full in OpenAPI 3.1: what they take and all that they may answer; `/docs` is that document as a page to read and try. Both are at the API's port and at the page's, and ask for no key. Besides there are `/admin/queues`, the queues, for administrators, and the sockets of Socket.IO ([how](../../README.en.md#the-doors)).",
    doorColumns: ['door', 'what it does', 'key'],
    access: { anyone: 'no', key: 'if there are any', pictures: 'if there are any; counts pictures' },
    errors: 'Errors',
    errorsIntro:
      'Every answer that fails is `application/problem+json` with these fields: `code`, the code of this list, for programs; `status`, `title` and `detail` (again in `error`, for older clients), with a sentence for people in Spanish or, where `Accept-Language` prefers it, in English. What says so here may be tried again, after the seconds in `Retry-After` where it comes, and with an `Idempotency-Key` so that it is not done twice. A job that fails has the same code in its state (`error`).',
    errorColumns: ['code', 'status', 'try again?', 'what it is'],
    retry: { true: 'yes', false: 'no' },
    retryLine: { true: 'It may be tried again.', false: 'Trying the same again will not help.' },
    warnings: 'Warnings',
    warningsIntro: "They come with an answer that stays a 200, in `warnings`. The thresholds are each model's own.",
  },
};
