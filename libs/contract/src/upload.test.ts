import { expect, test } from '@jest/globals';
import { HEAD_BYTES, imageKind } from './upload.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'png'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'jpeg'],
  ['GIF87a\x01\0', 'gif'],
  ['GIF89a\x01\0', 'gif'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'webp'],
  ['II*\0\x08\0\0\0', 'tiff'],
  ['MM\0*\0\0\0\x08', 'tiff'],
  ['\0\0\0\x1cftypavif\0\0\0\0mif1', 'avif'],
  ['\0\0\0\x1cftypmif1\0\0\0\0miafavif', 'avif'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
  ['\0\0\0\x18ftypmif1\0\0\0\0mif1hevc', 'heic'],
])('%j begins a file of kind %s', (head, kind) => {
  expect(imageKind(bytes(head))).toBe(kind);
});

test.each([
  [''],
  ['\x89PNG'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['%PDF-1.7'],
  ['BM\x36\0\0\0'],
  ['RIFF\x24\0\0\0WAVEfmt '],
  ['\0\0\0\x18ftypisom\0\0\0\0mp42'],
  ['PNG\r\n\x1a\n'],
  [' \xff\xd8\xff'],
])('%j begins no picture that is accepted', (head) => {
  expect(imageKind(bytes(head))).toBeNull();
});

test('only the head is looked at', () => {
  const late = bytes(`\0\0\0\x40ftypmif1\0\0\0\0${'miaf'.repeat(4)}avif`);
  expect(late.length).toBeGreaterThan(HEAD_BYTES);
  expect(imageKind(late)).toBeNull();
});
