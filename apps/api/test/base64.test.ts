import { expect, test } from '@jest/globals';
import { bytesOfDataUrl } from '../src/predict/base64.js';

test.each([
  ['bare', 'aG9sYQ=='],
  ['as a data URL', 'data:image/png;base64,aG9sYQ=='],
  ['with parameters', 'DATA:image/png;name=a;charset=utf-8;BASE64,aG9sYQ=='],
  ['without a type', 'data:;base64,aG9sYQ=='],
  ['in lines', 'aG9s\r\nYQ==\r\n'],
  ['without padding', ' aG9sYQ '],
])('base64 is read %s', (_how, text) => {
  expect(bytesOfDataUrl(text).toString()).toBe('hola');
});

test.each([
  ['another letter', 'aG9s¡'],
  ['padding in the middle', 'aG=9sYQ'],
  ['padding in pieces', 'aG9sYQ= ='],
  ['more padding than there is', 'aG9sYQ==='],
  ['no comma', 'data:image/png;base64'],
  ['another coding', 'data:image/svg+xml,%3Csvg%3E'],
  ['two heads', 'data:;base64,data:;base64,aG9sYQ=='],
  ['a long head', `data:${'a'.repeat(300)};base64,aG9sYQ==`],
])('%s is refused', (_what, text) => {
  expect(() => bytesOfDataUrl(text)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
});
