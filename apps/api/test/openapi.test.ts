import 'reflect-metadata';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RequestMethod, type DynamicModule, type Type, type ValueProvider } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ERRORS, sentence } from '#contract';
import { loadConfig, type Redis } from '#platform';
import { ApiModule } from '../src/api.module.js';
import { codesOf } from '../src/openapi/door.js';
import { openApiDocument } from '../src/openapi/document.js';
import { DOORS } from '../src/openapi/doors.js';
import { ElsewhereController } from '../src/openapi/elsewhere.controller.js';
import { REDIS, SUBSCRIBER } from '../src/tokens.js';

interface Operation {
  operationId: string;
  parameters: { $ref: string }[];
  security?: unknown[];
  responses: Record<string, { description: string; links?: Record<string, { operationId: string }> }>;
}

const described = openApiDocument({ pathPrefix: '', needsKey: false });
const paths = described.paths as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

let module: DynamicModule;
beforeAll(() => {
  module = ApiModule.with(loadConfig({ REDIS_URL: 'redis://127.0.0.1:1' }));
});
afterAll(() => {
  for (const provider of module.providers as ValueProvider<Redis>[]) {
    if (provider.provide === REDIS || provider.provide === SUBSCRIBER) provider.useValue.disconnect();
  }
});

/** The routes of a controller, as the document would write them. */
function routesOf(controller: Type): string[] {
  const prefix = Reflect.getMetadata(PATH_METADATA, controller) as string;
  const handlers = Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).map(({ value }) => value);
  return handlers
    .filter((handler) => Reflect.hasMetadata(METHOD_METADATA, handler))
    .map((handler) => {
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      const parts = [prefix, Reflect.getMetadata(PATH_METADATA, handler) as string].map((part) =>
        part.replace(/^\/+|\/+$/g, ''),
      );
      return `${method} /${parts.filter(Boolean).join('/').replaceAll(':id', '{id}')}`;
    });
}

test('every route is a door of the document, and every door is a route', () => {
  const routes = (module.controllers as Type[]).filter((each) => each !== ElsewhereController).flatMap(routesOf);
  const doors = DOORS.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(doors.toSorted()).toEqual(routes.toSorted());
});

test('each code that a door may answer is told beneath its status, in words', () => {
  for (const door of DOORS) {
    const { responses } = paths[door.path]![door.method]!;
    for (const code of codesOf(door)) {
      expect(responses[ERRORS[code].status]!.description).toContain(`\`${code}\`: ${sentence(code, 'en')}`);
    }
    const statuses = [...Object.keys(door.answers), ...codesOf(door).map((code) => String(ERRORS[code].status))];
    expect(Object.keys(responses).toSorted()).toEqual([...new Set(statuses)].toSorted());
  }
});

test('every code of the table is some door’s, but those that come from elsewhere', () => {
  const told = new Set(DOORS.flatMap(codesOf));
  expect(Object.keys(ERRORS).filter((code) => !told.has(code as keyof typeof ERRORS))).toEqual([
    'key_forbidden',
    // Of methods that the document does not list.
    'method_not_allowed',
  ]);
});

test('the names of doors are their own, and lead to doors that there are', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const linked = operations.flatMap(({ operation }) =>
    Object.values(operation.responses).flatMap(({ links = {} }) => Object.values(links)),
  );
  expect(linked.filter(({ operationId }) => !ids.includes(operationId))).toEqual([]);
});

test('every reference leads to something', () => {
  const components = described.components as Record<string, Record<string, unknown>>;
  const references = [...JSON.stringify(described).matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g)];
  expect(references.length).toBeGreaterThan(100);
  expect(references.filter(([, kind, name]) => !components[kind!]?.[name!]).map(([all]) => all)).toEqual([]);
});

test('the address and the keys of a service show', () => {
  expect(described).toMatchObject({ servers: [{ url: '/' }], security: [{}, { key: [] }, { session: [] }] });
  expect(openApiDocument({ pathPrefix: '/lince', needsKey: true })).toMatchObject({
    servers: [{ url: '/lince' }],
    security: [{ key: [] }, { session: [] }],
  });
  expect(paths['/health/live']!.get!.security).toEqual([]);
  expect(paths['/predict']!.post!.security).toBeUndefined();
});
