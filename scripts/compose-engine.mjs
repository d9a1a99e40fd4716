import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { onPath, run } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { baseImages } from './compose-stand-in.mjs';
import { step } from './terminal.mjs';

const PODMAN = [
  'podman',
  'runc',
  'debootstrap',
  'dnsmasq-base',
  'golang-github-containernetworking-plugin-dnsname',
  'python3-venv',
];
const PODMAN_COMPOSE = 'podman-compose==1.6.0';

/** For a machine without systemd; where the kernel has no overlay file system, layers are copies. */
const settings = (folder) => ({
  'containers.conf': `
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "${folder}/run/libpod"
[network]
network_config_dir = "${folder}/networks"
`,
  'storage.conf': `
[storage]
driver = "${readFileSync('/proc/filesystems', 'utf8').includes('overlay') ? 'overlay' : 'vfs'}"
graphroot = "${folder}/storage"
runroot = "${folder}/run"
`,
});

/**
 * What runs compose files here: Docker, or Podman, which is installed where we are root on Debian or the like.
 * @returns `container` and `compose`, commands to add arguments to, and `env` for both
 * @throws Failure with the remedy when neither is to be had
 */
export async function findComposeEngine(signal) {
  if ((await works(['docker', 'compose', 'version'], signal)) && (await works(['docker', 'info'], signal))) {
    return { container: ['docker'], compose: ['docker', 'compose'], env: {} };
  }
  if (process.getuid() === 0 && onPath('apt-get') && onPath('python3')) return podman(signal);
  throw new Failure(
    words(
      'Aquí no hay con qué ejecutar compose: instala Docker con su complemento compose, o ejecuta esto como root en Debian.',
      'There is nothing here that runs compose: install Docker with its compose plugin, or run this as root on Debian.',
    ),
  );
}

const works = ([command, ...args], signal) =>
  run([command, ...args], { signal }).then(
    () => true,
    () => signal.throwIfAborted(),
  );

/** A Podman of its own, in the cache folder: nothing of what the machine's own one holds is touched. */
async function podman(signal) {
  const folder = join(cacheFolder(), 'podman');
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  for (const [name, text] of Object.entries(settings(folder))) writeFileSync(join(folder, name), text);
  const compose = await installPodman(folder, signal);
  const env = {
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    BUILDAH_ISOLATION: 'chroot',
    // One image after another, so that they share what they have in common.
    COMPOSE_PARALLEL_LIMIT: '1',
    TMPDIR: join(folder, 'tmp'),
  };
  return { container: ['podman'], compose: [compose], env: { ...env, ...(await baseImages(folder, { env, signal })) } };
}

/** @returns the path of podman-compose */
async function installPodman(folder, signal) {
  const compose = join(folder, 'venv', 'bin', 'podman-compose');
  if (['podman', 'runc', 'debootstrap', 'dnsmasq'].every(onPath) && existsSync(compose)) return compose;
  const apt = { signal, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await step(words('Instalando Podman (apt-get, pip)', 'Installing Podman (apt-get, pip)'), async () => {
    await run(['apt-get', 'update'], apt);
    await run(['apt-get', 'install', '-y', '--no-install-recommends', ...PODMAN], apt);
    await run(['python3', '-m', 'venv', join(folder, 'venv')], { signal });
    await run([join(folder, 'venv', 'bin', 'pip'), 'install', '--quiet', PODMAN_COMPOSE], { signal });
  });
  return compose;
}
