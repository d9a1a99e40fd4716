import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPage } from './page.js';

const script = 'document.title = "hola";';
let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-page-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'r.html'), '<!doctype html><base href="../" />');
  await writeFile(join(folder, 'assets/index-1234.js'), script);
  await writeFile(join(folder, 'assets/index-1234.js.br'), brotliCompressSync(script));
  server = createServer(createPage(folder));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test('the page allows nothing inline, nothing foreign and no frame around it, and is asked for anew each time', async () => {
  const { status, headers } = await fetch(url);
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' blob:;connect-src 'self';" +
      "base-uri 'self';form-action 'self';frame-ancestors 'none'",
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-cache');
});

test('who came by https is to come by nothing else', async () => {
  const { headers } = await fetch(url, { headers: { 'X-Forwarded-Proto': 'https' } });
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
});

test('hashed files come compressed as they lie there, and are kept for ever', async () => {
  const response = await fetch(`${url}/assets/index-1234.js`, { headers: { 'Accept-Encoding': 'gzip, br' } });
  expect(response.headers.get('content-encoding')).toBe('br');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toBe(script);
  const plain = await fetch(`${url}/assets/index-1234.js`, { headers: { 'Accept-Encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
});

test.each([
  ['GET', '/nothing', 404, 'route_not_found'],
  ['GET', '/assets/..%2f..%2fpackage.json', 404, 'route_not_found'],
  ['POST', '/', 405, 'method_not_allowed'],
])('%s %s → %i', async (method, path, status, code) => {
  const response = await fetch(url + path, { method });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ status, code });
});

test('whatever job one result is shown of, it is the same page, one step below', async () => {
  for (const path of ['/r/b123.0.token', '/r/nonsense?from=a-mail']) {
    const response = await fetch(url + path);
    expect(await response.text()).toContain('<base href="../" />');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  }
  expect((await fetch(`${url}/r/a/b`)).status).toBe(404);
});
