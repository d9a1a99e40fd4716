import { expect, test } from '@jest/globals';
import type { BatchResult } from './batch.js';
import { CSV_HEADER, toCsvRow } from './batch-csv.js';

const failed: BatchResult = {
  index: 3,
  name: 'a.png',
  id: 'b123456789012.3.1234567890123456',
  state: 'failed',
  result: null,
  error: { code: 'blank_image', status: 422, retryable: false, detail: 'La imagen, en blanco' },
};
const named = (name: string): string =>
  toCsvRow({ ...failed, name })
    .split(',')
    .slice(1, -8)
    .join(',');

test('a row has a cell for each column, and ends as the RFC wants', () => {
  expect(CSV_HEADER).toBe('index,name,id,state,class,label,confidence,score,warnings,error\r\n');
  expect(toCsvRow(failed)).toBe('3,a.png,b123456789012.3.1234567890123456,failed,,,,,,blank_image\r\n');
  const result = {
    class: 7,
    label: '7',
    confidence: 0.4312,
    probabilities: [0.5, 0.5],
    top: [],
    score: 0,
    warnings: ['not_a_digit' as const, 'low_confidence' as const],
    model: { name: 'digits', version: 2 },
  };
  expect(toCsvRow({ ...failed, state: 'succeeded', result, error: null })).toBe(
    '3,a.png,b123456789012.3.1234567890123456,succeeded,7,7,0.4312,0,not_a_digit low_confidence,\r\n',
  );
});

test('a label is no formula either', () => {
  const result = { class: 0, label: '=1+1', confidence: 1, probabilities: [1], top: [], score: null, warnings: [] };
  const model = { name: 'signs', version: 1 };
  const row = toCsvRow({ ...failed, state: 'succeeded', result: { ...result, model }, error: null });
  expect(row).toContain(",succeeded,0,'=1+1,1,");
});

test.each([
  ['uno, dos.png', '"uno, dos.png"'],
  ['a "b".png', '"a ""b"".png"'],
  ['a\nb.png', '"a\nb.png"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', '"\'\t=1"'],
  ['a;=1+1;b', '"a;=1+1;b"'],
  ['\r=1', '"\'\r=1"'],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['a=1', 'a=1'],
])('%j is written %j', (name, cell) => {
  expect(named(name)).toBe(cell);
});
