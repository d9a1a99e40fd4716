import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { findTools } from './tensorflow-tools.mjs';

/** Python packages that carry TensorFlow's C library, by kind of machine; `bytes` is what is fetched. */
const WHEELS = {
  'linux-x64': { name: 'tensorflow-cpu', version: '2.15.1', platform: 'manylinux2014_x86_64', bytes: 207e6 },
  'linux-arm64': { name: 'tensorflow', version: '2.18.1', platform: 'manylinux2014_aarch64', bytes: 232e6 },
  'darwin-arm64': { name: 'tensorflow', version: '2.18.1', platform: 'macosx_12_0_arm64', bytes: 240e6 },
};

const DAY = 86_400_000;

const LIBRARIES =
  process.platform === 'darwin'
    ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
    : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

// The headers that the binding includes, directly or not; a wheel holds ten thousand others.
const HEADERS = ['c', 'core/platform']
  .map((folder) => `tensorflow/include/tensorflow/${folder}/`)
  .concat('tensorflow/include/tsl/', 'tensorflow/include/xla/tsl/');

/**
 * The wheel for this machine.
 * @throws Failure when there is none
 */
export function nativeWheel() {
  const wheel = WHEELS[`${process.platform}-${process.arch}`];
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  if (wheel && !musl) return wheel;
  const machine = `${process.platform} ${process.arch}${musl ? ' (musl)' : ''}`;
  throw new Failure(
    words(
      `No hay TensorFlow nativo para ${machine}: usa Linux x64 o arm64 con glibc, o un Mac con Apple silicon.`,
      `There is no native TensorFlow for ${machine}: use Linux x64 or arm64 with glibc, or a Mac with Apple silicon.`,
    ),
  );
}

/**
 * Makes the folder `library`: TensorFlow's two shared libraries and tfjs-node's binding to them. It appears when it is
 * whole. A fetched wheel outlives an interruption; two makers at once each make their own, and the first one's stays.
 */
export async function buildLibrary(library, { wheel, tfjsNode, progress, signal }) {
  const tools = await findTools(dirname(library), signal);
  await removeAbandoned(dirname(library));
  const archive = `${library}.whl`;
  const part = await mkdtemp(`${library}.part-`);
  try {
    await mkdir(join(part, 'library'));
    if (!existsSync(archive)) await fetchWheel(archive, { wheel, part, tools, progress, signal });
    progress(words('desempaquetando', 'unpacking'));
    const wanted = [...HEADERS, ...LIBRARIES.map((name) => `tensorflow/${name}`)];
    await attempt([tools.python, '-c', UNPACK, archive, part, ...wanted], { signal }, (reason) =>
      words(
        `No se pudo desempaquetar ${archive} (${reason}): bórralo y vuelve a empezar.`,
        `${archive} could not be unpacked (${reason}): delete it and start again.`,
      ),
    );
    for (const name of LIBRARIES) await rename(join(part, 'tensorflow', name), join(part, 'library', name));
    progress(words('compilando', 'compiling'));
    await compile(part, tfjsNode, tools, signal);
    await rename(join(part, 'library'), library);
    await rm(archive, { force: true });
  } catch (error) {
    if (!existsSync(library)) throw error;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

const UNPACK = `
import sys, zipfile
archive, folder, *wanted = sys.argv[1:]
with zipfile.ZipFile(archive) as wheel:
    wheel.extractall(folder, [name for name in wheel.namelist() if name.startswith(tuple(wanted))])
`;

/** Fetches the wheel for any Python. pip writes below TMPDIR while it fetches, which tells how far it is. */
async function fetchWheel(archive, { wheel: { name, version, platform, bytes }, part, tools, progress, signal }) {
  const show = async () => {
    const sizes = await Promise.all((await readdir(part, { recursive: true })).map((file) => stat(join(part, file))));
    const share = sizes.reduce((sum, { size }) => sum + size, 0) / bytes;
    progress(`${name} ${version}: ${Math.min(99, Math.floor(100 * share))} %`);
  };
  const timer = setInterval(() => show().catch(() => undefined), 500);
  try {
    const download = [tools.python, '-m', 'pip', 'download', '--no-cache-dir', '--dest', join(part, 'wheel')];
    const choice = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--platform', platform];
    const command = [...download, ...choice, `${name}==${version}`];
    await attempt(command, { signal, env: { TMPDIR: part } }, (reason) =>
      words(
        `pip no pudo descargar ${name} ${version} (${reason}): revisa la red y los ajustes de pip, y vuelve a empezar.`,
        `pip could not fetch ${name} ${version} (${reason}): check the network and pip's settings, and start again.`,
      ),
    );
  } finally {
    clearInterval(timer);
  }
  const [file] = await readdir(join(part, 'wheel'));
  await rename(join(part, 'wheel', file), archive);
}

/** Two C++ files and no more: the compiler is called directly, so neither make nor node-gyp is needed. */
async function compile(part, tfjsNode, { compiler, nodeApi }, signal) {
  const library = (name) => join(part, 'library', name);
  const linking =
    process.platform === 'darwin'
      ? ['-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../../deps/lib']
      : ['-Wl,-rpath,$ORIGIN/../../deps/lib'];
  const command = [
    compiler,
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    '-DNAPI_VERSION=8',
    '-I',
    nodeApi,
    '-I',
    join(part, 'tensorflow', 'include'),
    '-I',
    tfjsNode,
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(tfjsNode, 'binding', file)),
    ...LIBRARIES.map(library),
    ...linking,
    '-o',
    library('tfjs_binding.node'),
  ];
  await attempt(command, { signal }, (reason) =>
    words(
      `${compiler} no pudo compilar el enlace con TensorFlow (${reason}): instala un compilador de C++17 y reintenta.`,
      `${compiler} could not compile the binding to TensorFlow (${reason}): install a C++17 compiler and start again.`,
    ),
  );
}

/**
 * Runs a command.
 * @param options as `run` takes them
 * @param sentence makes of the line that tells most why it failed the Failure's message
 */
export async function attempt(command, options, sentence) {
  try {
    await run(command, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Failure(sentence(/.*\berror: .*/i.exec(error.message)?.[0] ?? error.message.split('\n', 1)[0]));
  }
}

/** Removes what makers that were killed left behind. */
async function removeAbandoned(folder) {
  for (const name of (await readdir(folder)).filter((entry) => entry.includes('.part-'))) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && Date.now() - found.mtimeMs > DAY) await rm(join(folder, name), { recursive: true, force: true });
  }
}
