import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { layOutFiles, layOutModels } from './support/guide-files.js';
import { follow, PROGRAMS, runs } from './support/guide-run.js';
import { isShownBy, saysAll } from './support/guide-answers.js';
import { blocksOf, guides, readGuide, type Block } from './support/guides.js';
import { startLince } from './support/lince.js';

jest.setTimeout(240_000);

/** What a block does that cannot be run in a test: it installs something, changes the machine, or does not end. */
const BY_HAND =
  /\b(docker compose|npm (start|test|ci|install)|npm run (start:|build|train|bench|test:compose|screenshots|soak)|systemctl|apt-get|pip install|git (clone|pull)|import keras|tar czf)\b/;

/** What must have been printed besides, by a guide. */
const SIGNS: Record<string, RegExp[]> = Object.fromEntries(
  ['README.md', 'README.en.md'].map((path) => [path, [/("class":1\b.*){4}/s, /HTTP\/1.1 202/, /HTTP\/1.1 204/]]),
);

const NOTES = ['', 'by-hand', 'fails'];

const all = await Promise.all(
  (await guides()).map(async (path) => ({ path, blocks: blocksOf(await readGuide(path)) })),
);

/** What an answer that stands in a guide is the answer to: the block right before it, in the same section. */
function before(answer: Block, blocks: Block[]): Block | undefined {
  const previous = blocks[blocks.indexOf(answer) - 1];
  return previous?.section === answer.section ? previous : undefined;
}

test.each(all)('$path can be run, but for what cannot, and that is said', ({ blocks }) => {
  for (const { language, note, text, line } of blocks) {
    expect([line, NOTES.includes(note)]).toEqual([line, true]);
    if (note === 'by-hand') expect([line, language in PROGRAMS, BY_HAND.test(text)]).toEqual([line, true, true]);
  }
});

test.concurrent.each(all.filter(({ blocks }) => blocks.some(runs)))(
  'whoever follows $path comes to its end, and is answered as it says',
  async ({ path, blocks }) => {
    const folder = await mkdtemp(join(tmpdir(), 'lince-guide-'));
    const [work, models] = [join(folder, 'work'), join(folder, 'model')];
    await mkdir(work);
    await Promise.all([layOutFiles(work), layOutModels(models)]);
    const lince = await startLince({ env: { LINCE_MODELS_DIR: models } });
    try {
      const here = (text: string): string =>
        text.replaceAll('http://127.0.0.1:5000', lince.apiUrl).replaceAll('http://127.0.0.1:8501', lince.webUrl);
      const local = blocks.map((block) => ({ ...block, text: here(block.text) }));
      const printed = await follow(local, work, {
        REDIS_URL: lince.redis.url,
        LINCE_MODELS_DIR: models,
        LINCE_DATA_DIR: join(folder, 'data'),
        LINCE_API_PORT: new URL(lince.apiUrl).port,
        LINCE_ENGINE: 'wasm',
        LC_ALL: '',
        LC_MESSAGES: path.includes('/es/') || path === 'README.md' ? 'es' : 'en',
        PYTHONPATH: process.env['LINCE_TEST_PYTHON'],
      });
      for (const sign of SIGNS[path] ?? []) expect([...printed.values()].join('\n')).toMatch(sign);
      for (const answer of local) {
        const said = printed.get(before(answer, local)!);
        if (said === undefined) continue;
        if (answer.language === 'json') expect(isShownBy(answer.text, said)).toBe(said);
        if (answer.language === 'text') expect(saysAll(answer.text, said)).toBe(said);
      }
    } finally {
      await lince.stop();
      await rm(folder, { recursive: true });
    }
  },
);
