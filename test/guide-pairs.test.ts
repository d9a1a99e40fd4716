import { expect, test } from '@jest/globals';
import { blocksOf, guides, headingsOf, readGuide } from './support/guides.js';

const PAIRS = [
  ['README.md', 'README.en.md'],
  ['docs/es/implementacion.md', 'docs/en/implementation.md'],
  ['docs/es/manual.md', 'docs/en/manual.md'],
  ['docs/es/migrar.md', 'docs/en/migrate.md'],
  ['docs/es/como-funciona.md', 'docs/en/how-it-works.md'],
  ['docs/es/entrenar.md', 'docs/en/training.md'],
  ['docs/es/referencia.md', 'docs/en/reference.md'],
  ['docs/es/seguridad.md', 'docs/en/security.md'],
  ['docs/es/durabilidad.md', 'docs/en/durability.md'],
  ['docs/es/rendimiento.md', 'docs/en/performance.md'],
] as const;

test('every guide is one of a pair, in Spanish and in English', async () => {
  expect((await guides()).sort()).toEqual(PAIRS.flat().sort());
});

/** What both guides of a pair must have alike: their headings' levels, their blocks and the rows of their tables. */
function outline(guide: string) {
  const levels = headingsOf(guide).map(({ level }) => '#'.repeat(level));
  const blocks = blocksOf(guide).map(({ language, note, section }) => ({
    language,
    note,
    under: levels[section - 1],
    section,
  }));
  const rows = guide.split('\n').filter((line) => line.startsWith('|')).length;
  return { levels, blocks, rows };
}

test.each(PAIRS)('%s and %s say the same things in the same order', async (spanish, english) => {
  const [es, en] = (await Promise.all([spanish, english].map(readGuide))).map(outline);
  expect(en).toEqual(es);
});
