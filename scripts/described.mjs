import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const folder = join(root, 'libs', 'platform', 'src', 'settings');

/** Every setting by its name, as libs/platform/src/settings.ts has it. Read as files: nothing may be built yet. */
export const SETTINGS = Object.assign(
  {},
  ...readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))),
);
