import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const VIEWER = 'viewer';

/**
 * Writes, beside a profile, a page that shows it as a flame graph without any server or network: speedscope's own
 * viewer, which reads a local profile from a script whose path is in the address.
 * @returns the page's path
 */
export function writeFlameGraph(profileFile) {
  const folder = dirname(profileFile);
  const name = basename(profileFile);
  copyViewer(folder);
  const bytes = readFileSync(profileFile).toString('base64');
  const script = `${name}.js`;
  writeFileSync(join(folder, script), `speedscope.loadFileFromBase64(${JSON.stringify(name)}, "${bytes}");\n`);
  const page = join(folder, name.replace(/\.cpuprofile$/, '.html'));
  writeFileSync(page, pageFor(script, readFileSync(join(folder, VIEWER, 'index.html'), 'utf8')));
  return page;
}

function copyViewer(folder) {
  const to = join(folder, VIEWER);
  if (existsSync(to)) return;
  cpSync(join(dirname(createRequire(import.meta.url).resolve('speedscope/package.json')), 'dist', 'release'), to, {
    recursive: true,
  });
}

/** The viewer's page from one folder further up; the script's path is found where the page is opened. */
function pageFor(script, viewer) {
  const below = viewer.replace(/(href|src)="(?!https?:)/g, `$1="${VIEWER}/`);
  const lead = [
    "const folder = decodeURIComponent(location.pathname).replace(/[^/]*$/, '');",
    `location.hash = 'localProfilePath=' + encodeURIComponent(folder + ${JSON.stringify(script)});`,
  ].join('\n');
  return below.replace('<body>', () => `<body>\n<script>\n${lead}\n</script>`);
}
