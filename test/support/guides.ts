import { readdir, readFile } from 'node:fs/promises';

/** A fenced block of a guide: what stands after its fence is its language, and what the tests are to know of it. */
export interface Block {
  language: string;
  /**
   * `by-hand`: it cannot run in a test. `fails`: what it shows is a failure. Empty: it runs as it stands, where it is a
   * program at all.
   */
  note: string;
  text: string;
  /** Its line in the guide. */
  line: number;
  /** How many headings come before it. */
  section: number;
}

const FENCE = /^```(\w+)?(?: (\S+))?$/;

const root = new URL('../../', import.meta.url);

/** What a guide says, by its path in the checkout. */
export const readGuide = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

/** The READMEs, and all guides in both languages. */
export async function guides(): Promise<string[]> {
  const folders = ['docs/es', 'docs/en'];
  const inside = await Promise.all(folders.map((folder) => readdir(new URL(folder, root))));
  return [
    'README.md',
    'README.en.md',
    ...folders.flatMap((folder, at) => inside[at]!.map((file) => `${folder}/${file}`)),
  ];
}

/** The fenced blocks of a guide, in order. */
export function blocksOf(guide: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let section = 0;
  for (const [at, line] of guide.split('\n').entries()) {
    const fence = FENCE.exec(line);
    if (open && line === '```') open = null;
    else if (open) open.text += `${line}\n`;
    else if (fence) {
      open = { language: fence[1] ?? '', note: fence[2] ?? '', text: '', line: at + 1, section };
      blocks.push(open);
    } else if (line.startsWith('#')) section++;
  }
  return blocks;
}

/** The headings of a guide outside of its blocks, as their level and their text. */
export function headingsOf(guide: string): { level: number; text: string }[] {
  const prose = guide.replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/^(#+) (.+)$/gm)].map(([, signs, text]) => ({ level: signs!.length, text: text! }));
}
