import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project.mjs';

/**
 * Does a piece of work only where what it depends on has changed since it was last done whole.
 * @param options.stamp file that remembers it, beside the work's result
 * @param options.inputs files and folders of the checkout whose contents count
 * @param options.facts other strings that count
 */
export async function whenChanged({ stamp, inputs, facts = [] }, work) {
  const file = join(root, stamp);
  const now = fingerprint(inputs, facts);
  if (existsSync(file) && readFileSync(file, 'utf8') === now) return;
  rmSync(file, { force: true });
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, now);
}

function fingerprint(inputs, facts) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const path of inputs.flatMap(filesOf)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

/** Every file at or below a path, in a fixed order; tests change nothing that is built. */
function filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return path.endsWith('.test.ts') ? [] : [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
