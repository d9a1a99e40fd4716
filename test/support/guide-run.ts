import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Block } from './guides.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What runs a block, by its language. */
export const PROGRAMS: Record<string, string> = { sh: 'bash', python: 'python3', js: 'node' };
const ENDINGS: Record<string, string> = { python: 'py', js: 'mjs' };

/** Whether a block is a program that the tests run where it stands. */
export const runs = ({ language, note }: Block): boolean => language in PROGRAMS && (note === '' || note === 'fails');

// As in one terminal: what a block sets is there in those after it. Every curl must be answered well, a line of its
// own for each answer, and a command that fails ends it all. `npm run` is meant to be said in Lince's folder.
const TERMINAL = `
set -eo pipefail
curl() { command curl --fail-with-body -sS -w '\\n' "$@"; }
npm() { command npm --prefix '${root}' "$@"; }
`;

/** What each block printed, by its place among all. */
export type Printed = Map<Block, string>;

/**
 * Runs a guide's blocks one after the other in a folder, as somebody would who follows it.
 * @throws Error with the block's line, and what it printed, at the first that fails
 */
export async function follow(blocks: Block[], folder: string, env: NodeJS.ProcessEnv): Promise<Printed> {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const output = (at: number): string => join(folder, `.printed-${at}`);
  const script = [TERMINAL];
  for (const [at, block] of blocks.entries()) {
    if (runs(block)) script.push(await commandsOf(block, at, folder, output(at)));
  }
  const bash = promisify(execFile)('bash', ['-c', script.join('\n')], { cwd: folder, env: { ...process.env, ...env } });
  const failure = await bash.then(
    () => null,
    (error: Error & { stderr: string }) => error,
  );
  const printed: Printed = new Map();
  let last: Block | undefined;
  for (const [at, block] of blocks.entries()) {
    const text = await readFile(output(at), 'utf8').catch(() => null);
    if (text === null) continue;
    printed.set(block, text);
    last = block;
  }
  if (failure && last) throw new Error(`line ${last.line}:\n${last.text}\n${printed.get(last)}\n${failure.stderr}`);
  if (failure) throw failure;
  return printed;
}

async function commandsOf(block: Block, at: number, folder: string, output: string): Promise<string> {
  let { text } = block;
  if (block.language !== 'sh') {
    const program = join(folder, `block-${at}.${ENDINGS[block.language]}`);
    await writeFile(program, text);
    text = `${PROGRAMS[block.language]} ${program}\n`;
  }
  if (block.note !== 'fails') return `{\n${text}} > ${output}`;
  return `set +e\n( set -e\n${text}) > ${output}\ncode=$?\nset -e\nif [ $code = 0 ]; then echo 'It does not fail.' >&2; exit 1; fi`;
}
