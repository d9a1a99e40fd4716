import { expect, test } from '@jest/globals';
import { en } from './en.js';
import { es } from './es.js';

/** Each text with the path to it, and what it says when it is asked for. */
function told(words: object, path = ''): [path: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const here = `${path}.${key}`;
    if (typeof value === 'function') return [[here, String((value as (...args: unknown[]) => unknown)(2, 3))]];
    return typeof value === 'string' ? [[here, value]] : told(value as object, here);
  });
}

test('both languages say the same things, and leave nothing out', () => {
  expect(told(en).map(([path]) => path)).toEqual(told(es).map(([path]) => path));
  for (const [path, text] of [...told(es), ...told(en)]) expect([path, text.trim()]).not.toEqual([path, '']);
});

test('what takes a number or a name says it', () => {
  for (const words of [es, en]) {
    expect(words.progress(2, 3)).toMatch(/2.*3/);
    expect(words.ahead(5)).toContain('5');
    expect(words.sees('siete', '99.00')).toMatch(/siete.*99\.00/);
  }
});
