import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { streamEvents, type Told } from '../src/http/event-stream.js';

let server: Server;
let url: string;
let stopped = 0;

async function* untilStopped(): AsyncGenerator<Told> {
  try {
    for (;;) yield { state: 'queued', isLast: false, snapshot: {} };
  } finally {
    stopped++;
  }
}

beforeAll(async () => {
  const app = express().get('/events', (request, response) =>
    streamEvents(untilStopped(), 'job_not_found', request, response),
  );
  await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', () => resolve())));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('whoever asks for the headers alone does not wait for what may never end', async () => {
  const response = await fetch(url, { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(stopped).toBe(1);
});
