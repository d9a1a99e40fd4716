import { beforeAll, expect, test } from '@jest/globals';
import { curlLine } from './curl.js';

beforeAll(() => {
  Object.assign(globalThis, { document: { baseURI: 'https://example.org/ia/lince/' } });
});

test('the line sends the file to the service, wherever that is', () => {
  expect(curlLine('digit.png', undefined, false)).toBe(
    `curl -F 'file=@"digit.png"' 'https://example.org/ia/lince/predict'`,
  );
});

test('the key is the shell’s own; the model is asked for', () => {
  expect(curlLine('digit.png', 'my model', true)).toBe(
    `curl -H "Authorization: Bearer $LINCE_KEY" -F 'file=@"digit.png"' 'https://example.org/ia/lince/predict?model=my+model'`,
  );
});

test('no name of a file is more than a name: to the shell, nor to curl', () => {
  expect(curlLine(`it's "$(id)"; \\.png`, undefined, false)).toBe(
    String.raw`curl -F 'file=@"it'\''s \"$(id)\"; \\.png"' 'https://example.org/ia/lince/predict'`,
  );
});
