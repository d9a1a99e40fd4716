import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Response } from 'express';
import { admit } from '../src/access/principal.js';
import { Closing, HUNG_UP } from '../src/http/closing.js';

const response = (): Response =>
  Object.assign(new EventEmitter(), { req: { socket: new EventEmitter() } }) as unknown as Response;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('polls end at once, those that come later too; predictions have their time', () => {
  const closing = new Closing();
  const early = closing.signalFor(response(), 'poll');
  const prediction = closing.signalFor(response(), 'prediction');
  closing.begin();
  const late = closing.signalFor(response(), 'poll');
  expect([early.aborted, late.aborted, prediction.aborted]).toEqual([true, true, false]);
  jest.runAllTimers();
  expect(prediction.aborted).toBe(true);
  expect(closing.signalFor(response(), 'prediction').aborted).toBe(true);
});

test('a client that hangs up is not waited for', () => {
  const client = response();
  const signal = new Closing().signalFor(client, 'prediction');
  client.emit('close');
  expect(signal.aborted).toBe(true);
});

test('one whose connection goes before it had its turn on it is not waited for either', () => {
  const client = response();
  const signal = new Closing().signalFor(client, 'prediction');
  client.req.socket.emit('close');
  expect(signal.reason).toBe(HUNG_UP);
});

test('a poll by a key that is revoked is not waited for', () => {
  const [client, other] = [response(), response()];
  const key = new AbortController();
  admit(client.req, { owner: 'maria', scope: 'predict', key: null, revoked: key.signal });
  const closing = new Closing();
  const signals = [closing.signalFor(client, 'poll'), closing.signalFor(other, 'poll')];
  key.abort();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  expect(closing.signalFor(client, 'poll').aborted).toBe(true);
});
