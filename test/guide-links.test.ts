import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';
import { headingsOf, readGuide } from './support/guides.js';

const root = new URL('../', import.meta.url);

/** Every text that people read on the project's page, or from there on. */
async function pages(): Promise<string[]> {
  const named = (await readdir(root)).filter((name) => name.endsWith('.md'));
  const inDocs = await readdir(new URL('docs', root), { recursive: true });
  return [...named, ...inDocs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
}

/** Where a text's links lead in the checkout, blocks and code apart; pictures, too. */
function linksIn(text: string): string[] {
  const prose = text.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to!).filter((to) => !/^[a-z]+:/.test(to));
}

/** The names under which a page's places are reached, as GitHub makes them of headings, and those given by hand. */
function anchorsIn(text: string): Set<string> {
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)">/g)].map(([, name]) => name!));
  for (const { text: heading } of headingsOf(text)) {
    const letters = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '');
    const name = letters.replaceAll(' ', '-');
    let found = name;
    for (let nth = 1; anchors.has(found); nth++) found = `${name}-${nth}`;
    anchors.add(found);
  }
  return anchors;
}

const anchorsOf = async (page: string): Promise<Set<string>> => anchorsIn(await readGuide(page));

const all = await pages();

test.each(all)('what %s leads to is there', async (page) => {
  const lost: string[] = [];
  for (const to of linksIn(await readGuide(page))) {
    const [path, anchor] = to.split('#') as [string, string?];
    const target = path ? normalize(join(dirname(page), decodeURI(path))) : page;
    const isThere = existsSync(new URL(target, root));
    if (!isThere || (anchor && !(await anchorsOf(target)).has(decodeURI(anchor)))) lost.push(to);
  }
  expect(lost).toEqual([]);
});
