import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { decode, encode } from 'fast-png';
import { manifestSchema, sentence, warningSentence } from '#contract';
import { writeErrorsPage } from './errors-page.js';
import type { Item, Misread } from './evaluate.js';

const model = manifestSchema.parse({
  name: 'letters',
  version: 3,
  labels: ['a', '<b>'],
  input: { width: 2, height: 1, channels: 1, fit: 'digit', range: [0, 1] },
  files: { topology: 'model.json', weights: 'weights.bin', weightsSha256: '0'.repeat(64) },
  parameters: 1,
  multiplyAdds: 1,
  quality: { accuracy: 1, images: 1, data: 'none' },
  training: { command: 'none', seed: 1, epochs: 1, date: '2026-01-01' },
});
const upload = encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(9) });

function misread(more: Partial<Item>, bytes: Uint8Array, seen?: Uint8Array): Misread {
  const item: Item = { label: 0, class: 1, confidence: 0.5, score: null, warnings: [], ...more };
  return { picture: { origin: { index: 0 }, label: item.label, read: async () => bytes }, item, seen };
}

async function pageOf(items: Misread[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lince-errors-'));
  const file = join(folder, 'errors.html');
  try {
    const all = items.map(({ item }) => item);
    await writeErrorsPage(file, { items: all, misread: items, cpuMsPerImage: 1 }, model);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

const picturesIn = (page: string): Buffer[] =>
  [...page.matchAll(/src="data:image\/png;base64,([^"]+)"/g)].map(([, text]) => Buffer.from(text!, 'base64'));

test('shows the upload as it came and the pixels that the model saw', async () => {
  const [uploaded, seen] = picturesIn(await pageOf([misread({}, upload, Uint8Array.of(10, 200))]));
  expect(new Uint8Array(uploaded!)).toEqual(upload);
  expect(decode(seen!)).toMatchObject({ width: 2, height: 1, channels: 1, data: Uint8Array.of(10, 200) });
});

test('the surest comes first', async () => {
  const page = await pageOf([
    misread({ file: 'doubtful', confidence: 0.4 }, upload),
    misread({ file: 'sure' }, upload),
  ]);
  expect(page.indexOf('sure')).toBeLessThan(page.indexOf('doubtful'));
});

test('names and labels stay text', async () => {
  const page = await pageOf([misread({ file: `<img src=x onerror="alert('&')">` }, upload)]);
  expect(page).toContain('&#60;img src=x onerror=&#34;alert(&#39;&#38;&#39;)&#34;&#62;');
  expect(page).toContain('<dd>&#60;b&#62;');
  expect(page).not.toMatch(/<img src=x|<b>/);
});

test('what failed or is doubtful is said in words, and what is no picture is not shown as one', async () => {
  const failed = misread({ class: null, confidence: 0, error: 'unsupported_image' }, Buffer.from('text'));
  const page = await pageOf([failed, misread({ warnings: ['several_digits'] }, upload)]);
  expect(page).toContain(sentence('unsupported_image', 'es'));
  expect(page).toContain(sentence('unsupported_image', 'en'));
  expect(page).toContain(warningSentence('several_digits', 'es'));
  expect(picturesIn(page)).toHaveLength(1);
});
