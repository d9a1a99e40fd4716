import { expect, test } from '@jest/globals';
import { fileKind, HEAD_BYTES } from './file-kind.js';
import { HDF5_SIGNATURE } from './hdf5.js';

const kindOf = (head: string | Buffer, name = 'model'): string => fileKind(Buffer.from(head as string), name);

test.each([0, 512, 2048, 8192])('HDF5 may begin at byte %i', (start) => {
  const head = Buffer.concat([Buffer.alloc(start), HDF5_SIGNATURE]);
  expect(head.length).toBeLessThanOrEqual(HEAD_BYTES);
  expect(kindOf(head)).toBe('hdf5');
});

test('HDF5 begins nowhere else', () => {
  expect(() => kindOf(Buffer.concat([Buffer.alloc(100), HDF5_SIGNATURE]))).toThrow('This is not a model');
});

test('names lie: the content counts', () => {
  expect(kindOf('PK\x03\x04…', 'model.h5')).toBe('zip');
  expect(kindOf(HDF5_SIGNATURE, 'model.onnx')).toBe('hdf5');
});

test.each(['{"format":', '\ufeff{}', '\n  {'])('JSON begins with a brace: %j', (head) => {
  expect(kindOf(head)).toBe('json');
});

test.each<[what: string, head: Buffer, word: string]>([
  ['TensorFlow Lite', Buffer.from('\x1c\0\0\0TFL3'), 'a TensorFlow Lite'],
  ['a pickle', Buffer.from([0x80, 4, 0x95]), 'a Python pickle, which holds code, and is not run'],
  ['a pointer', Buffer.from('version https://git-lfs.github.com/spec/v1'), 'git lfs pull'],
  ['ONNX', Buffer.from('\x08\x07\x12\x07pytorch'), 'an ONNX model: convert it'],
  ['an empty file', Buffer.alloc(0), 'not a model that can be imported'],
  ['zeros', Buffer.alloc(HEAD_BYTES), 'not a model that can be imported'],
  ['a page', Buffer.from('<!doctype html>'), 'not a model that can be imported'],
])('%s is refused with what can be done', (_, head, word) => {
  expect(() => fileKind(head, 'model.h5')).toThrow(word);
});

test('where the content does not tell, the name may: ONNX', () => {
  expect(() => kindOf(Buffer.alloc(8), 'MODEL.ONNX')).toThrow('an ONNX model');
});
