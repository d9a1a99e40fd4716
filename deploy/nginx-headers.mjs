// Run in the build as `node deploy/nginx-headers.mjs FOLDER`: writes what nginx tells browsers to beware of, which is what
// the page's own small server tells them: FOLDER/headers.conf for a location, FOLDER/https-headers.conf for `http`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECURITY_HEADERS } from '../dist/apps/web/src/server/security-headers.js';

const { http, https } = SECURITY_HEADERS;
const added = [];
const mapped = [];
for (const [name, value] of https) {
  // nginx leaves out a header that is empty.
  const variable = `$header_${name.toLowerCase().replaceAll('-', '_')}`;
  added.push(`add_header ${name} ${http.has(name) ? `"${value}"` : variable} always;\n`);
  if (!http.has(name)) mapped.push(`map $forwarded_proto ${variable} {\n  https "${value}";\n}\n`);
}

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'headers.conf'), added.join(''));
writeFileSync(join(folder, 'https-headers.conf'), mapped.join(''));
