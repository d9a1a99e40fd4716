import { readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onPath, run } from './command.mjs';
import { words } from './language.mjs';
import { root } from './project.mjs';
import { step } from './terminal.mjs';

const STAND_IN = 'localhost/lince-stand-in';
const PACKAGES = ['ca-certificates', 'libstdc++6', 'nginx-light', 'redis-server', 'wget'];
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * The base images that docker-compose.yml asks for, pulled where that works. Else one image stands in for them all:
 * this machine's Debian with this very Node, nginx, Redis, the users that the real ones have, and this machine's
 * certificates. It is made once.
 * @returns the variables that name the images
 */
export async function baseImages(folder, { env, signal }) {
  const composeFile = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const bases = [...composeFile.matchAll(/\$\{(\w+_IMAGE):-(.+?)\}/g)].map(([, name, usual]) => ({
    name,
    image: process.env[name] || usual,
  }));
  const podman = (...args) => run(['podman', ...args], { env, signal });
  try {
    for (const { image } of bases) await podman('pull', image);
    return Object.fromEntries(bases.map(({ name, image }) => [name, image]));
  } catch {
    signal.throwIfAborted();
    await podman('image', 'exists', STAND_IN).catch(() => makeStandIn(folder, { podman, signal }));
    return Object.fromEntries(bases.map(({ name }) => [name, STAND_IN]));
  }
}

function makeStandIn(folder, { podman, signal }) {
  const title = words('Haciendo una imagen base (debootstrap)', 'Making a base image (debootstrap)');
  return step(title, async () => {
    const part = await mkdtemp(join(folder, 'stand-in-'));
    const system = join(part, 'system');
    const inside = (...command) => run(['chroot', system, ...command], { signal });
    try {
      const [mirror, release] = await debianMirror(signal);
      const include = `--include=${PACKAGES.join(',')}`;
      await run(['debootstrap', '--variant=minbase', include, release, system, mirror], { signal });
      await putNodeIn(join(system, 'usr', 'local'));
      await copyFile(CERTIFICATES, join(system, CERTIFICATES));
      await inside('useradd', '--uid', '1000', 'node');
      await inside('useradd', '--system', 'nginx');
      await inside('install', '--directory', '--owner=redis', '/data');
      await run(['tar', '-C', system, '-cf', join(part, 'system.tar'), '.'], { signal });
      const variables = ['NODE_EXTRA_CA_CERTS', 'PIP_CERT'].flatMap((name) => ['-c', `ENV ${name}=${CERTIFICATES}`]);
      await podman('import', ...variables, join(part, 'system.tar'), STAND_IN);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
  });
}

/** Where this machine's own apt gets Debian's main packages, and which Debian. */
async function debianMirror(signal) {
  const format = ['--format', '$(SITE) $(CODENAME)', 'Created-By: Packages', 'Origin: Debian', 'Component: main'];
  const targets = await run(['apt-get', 'indextargets', ...format], { signal });
  return targets
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, release]) => /^[a-z]+$/.test(release));
}

/** This Node and its npm, where the official images have them. */
async function putNodeIn(folder) {
  const npm = dirname(dirname(await realpath(process.env.npm_execpath ?? onPath('npm'))));
  await copyFile(process.execPath, join(folder, 'bin', 'node'));
  await mkdir(join(folder, 'lib', 'node_modules'), { recursive: true });
  await cp(npm, join(folder, 'lib', 'node_modules', 'npm'), { recursive: true });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(folder, 'bin', 'npm'));
}
