import { expect, test } from '@jest/globals';
import type { Picture } from './picture.js';
import { resultsFile, resultsOf } from './results.js';
import { answered, queued } from './snapshots.fixture.js';

const picture = (name: string, parts: Partial<Picture>): Picture => ({
  key: name,
  place: 0,
  name,
  preview: null,
  upload: null,
  model: undefined,
  once: name,
  job: null,
  failure: null,
  ...parts,
});

const pictures = [
  picture('last.png', { job: queued('c') }),
  picture('refused.png', { failure: 'unsupported_image' }),
  picture('=first.png', { job: answered('a', 7) }),
];

test('results are in the order in which the pictures were given, without those that the service never had', () => {
  expect(resultsOf(pictures).map(({ index, name, state }) => [index, name, state])).toEqual([
    [0, '=first.png', 'succeeded'],
    [1, 'last.png', 'queued'],
  ]);
});

test('the files are as the API’s: one row or object each', async () => {
  const csv = resultsFile(pictures, 'CSV');
  expect([csv.name, csv.type]).toEqual(['lince.csv', 'text/csv;charset=utf-8']);
  expect((await csv.text()).split('\r\n')).toEqual([
    'index,name,id,state,class,label,confidence,score,warnings,error',
    "0,'=first.png,a,succeeded,7,7,1,1,,",
    '1,last.png,c,queued,,,,,,',
    '',
  ]);
  const json = JSON.parse(await resultsFile(pictures, 'JSON').text()) as { results: unknown[] };
  expect(json.results).toMatchObject([
    { name: '=first.png', result: { class: 7 } },
    { name: 'last.png', result: null },
  ]);
});
