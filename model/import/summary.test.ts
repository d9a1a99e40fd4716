import { expect, test } from '@jest/globals';
import type { Imported } from './import.js';

// Which language is spoken is decided when the module is read.
process.env['LC_ALL'] = 'C';
const { summary, verdict } = await import('./summary.js');

const input = { width: 22, height: 29, channels: 1, fit: 'pad', range: [-1, 1], invert: true } as const;
const imported = (labels: string[]): Imported =>
  ({
    manifest: { name: 'mine', version: 2, labels, input, parameters: 12_345, multiplyAdds: 6_789_012 },
    network: { layers: 7, outputs: labels.length, kind: 'logits', source: 'Keras 2.15.0, HDF5' },
    reference: { name: 'mine', version: null },
    folder: '/models/mine/2',
    check: null,
  }) as unknown as Imported;

test('a summary tells what was imported, and how to try it', () => {
  expect(summary(imported(['a', 'b']), 'http://here').split('\n')).toEqual([
    'model          mine@2 (Keras 2.15.0, HDF5)',
    'folder         /models/mine/2',
    'layers         7',
    'parameters     12,345',
    'multiply-adds  6,789,012',
    'input          29×22×1, -1..1, pad, invert',
    'output         2 (logits)',
    'labels         a, b',
    '',
    'To try it:',
    "  curl -F file=@picture.png 'http://here/predict?model=mine'",
    '  npm run evaluate -- --model mine --folder MY-PICTURES',
  ]);
});

test('of many labels the first ones', () => {
  const labels = Array.from({ length: 1000 }, (_, at) => `l${at}`);
  expect(summary(imported(labels), '')).toContain('l0, l1, l2, l3, l4, l5, l6, l7, l8, l9… (1000)\n');
});

const trial = (accuracy: number, invert: boolean) => ({
  convention: { range: [0, 1] as [number, number], invert, transpose: false },
  ...{ accuracy, score: 0 },
});
const check = { trials: [trial(1, true), trial(0.0625, false)], images: 16, telling: true, data: 'pictures' };

test('a verdict lists the trials, and says what follows', () => {
  const used = { ...input, range: [0, 1] as [number, number] };
  expect(verdict(check, used).split('\n')).toEqual([
    'Accuracy on 16 pictures, by how they are given to the model (the most credible first):',
    '  100.0 %  --scale 0..1 --invert',
    '    6.3 %  --scale 0..1',
    'It was trained with --scale 0..1 --invert.',
    '',
  ]);
});

test('where somebody has said otherwise, a verdict says so, too', () => {
  const used = { ...input, range: [0, 255] as [number, number], invert: false };
  expect(verdict(check, used)).toContain('\nIt is imported with --scale 0..255.\n');
});

test('where nothing does well, a verdict claims nothing', () => {
  const told = verdict({ ...check, trials: [trial(0.125, true)], telling: false }, { ...input, range: [0, 1] });
  expect(told).not.toContain('It was trained');
  expect(told).toContain('None does well enough to tell.\nIt is imported with --scale 0..1');
});
