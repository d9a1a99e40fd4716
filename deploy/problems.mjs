// Run in the build as `node deploy/problems.mjs FOLDER`: writes the problems that nginx itself may have to tell, in the
// words of the contract, as FOLDER/<language>/<code>.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, problem } from '#contract';

const CODES = [
  'malformed_request',
  'route_not_found',
  'method_not_allowed',
  'request_timeout',
  'upload_too_large',
  'uri_too_long',
  'headers_too_large',
  'api_unreachable',
];

for (const language of LANGUAGES) {
  const folder = join(process.argv[2], language);
  mkdirSync(folder, { recursive: true });
  for (const code of CODES) writeFileSync(join(folder, `${code}.json`), JSON.stringify(problem(code, language)));
}
