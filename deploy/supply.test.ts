import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const read = (name: string): Promise<string> => readFile(new URL(`../${name}`, import.meta.url), 'utf8');

interface Locked {
  integrity?: string;
  resolved?: string;
}

test('every package is locked to its content, and to nobody who delivers it', async () => {
  const { packages } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> };
  const [[root], ...others] = Object.entries(packages) as [[string, Locked], ...[string, Locked][]];
  expect(root).toBe('');
  expect(others.length).toBeGreaterThan(100);
  expect(others.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([name]) => name)).toEqual([]);
  expect(others.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
});

test('the lockfile is of this very package.json', async () => {
  const [manifest, lock] = (await Promise.all([read('package.json'), read('package-lock.json')])).map(
    (text) => JSON.parse(text) as Record<string, Record<string, unknown>>,
  );
  for (const kind of ['dependencies', 'optionalDependencies', 'devDependencies'])
    expect((lock!['packages']![''] as Record<string, unknown>)[kind]).toEqual(manifest![kind]);
});

test('no package runs a script when it is installed', async () => {
  expect((await read('.npmrc')).split('\n')).toContain('ignore-scripts=true');
});

test('base images are named to the last digit, and alike in both files', async () => {
  const inDockerfile = [...(await read('deploy/Dockerfile')).matchAll(/^ARG (\w+_IMAGE)=(.+)$/gm)];
  const inCompose = [...(await read('docker-compose.yml')).matchAll(/(\w+_IMAGE): \$\{\1:-(.+)\}/g)];
  const named = inDockerfile.map(([, name, image]) => [name, image]);
  expect(named).toHaveLength(3);
  expect(inCompose.map(([, name, image]) => [name, image])).toEqual(named);
  for (const [, image] of named) expect(image).toMatch(/^[a-z]+:\d+\.\d+\.\d+-/);
});
