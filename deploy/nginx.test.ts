import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { trustIn } from '#platform';
import { API_PATHS } from '../apps/web/src/server/api-paths.js';

const read = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8');

test("nginx passes on to the API what the page's own small server does", async () => {
  const [, paths] = /location ~ \^\/\((.+?)\)\(\/\|\$\) \{\s+set \$api /.exec(await read('nginx.conf'))!;
  expect(paths!.replaceAll('\\', '').split('|')).toEqual([...API_PATHS]);
});

test.each(['loopback', 'private'])('%s are the same networks for nginx as for the API', async (name) => {
  const networks = new RegExp(`^${name}='(.+)'$`, 'm').exec(await read('nginx.sh'))![1]!.split(' ');
  const isTrusted = trustIn([name]);
  expect(networks.length).toBeGreaterThan(1);
  for (const network of networks) expect([network, isTrusted(network.split('/')[0]!)]).toEqual([network, true]);
});
