import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../scripts/cache.mjs';
import { onPath, run } from '../../scripts/command.mjs';
import { Failure } from '../../scripts/failure.mjs';
import { words } from '../../scripts/language.mjs';
import { step } from '../../scripts/terminal.mjs';

/**
 * A Python environment with what `requirements-<name>.txt` pins, made once and kept in the cache folder, and the model
 * that the peers serve.
 * @returns `bin`, the folder of its programs, and `model`, the ONNX file
 */
export async function pythonWith(name, folder, signal) {
  const environment = await environmentOf(`requirements-${name}.txt`, folder, signal);
  // Only this one has the package that writes ONNX files.
  const writer = name === 'fastapi' ? environment : await environmentOf('requirements-fastapi.txt', folder, signal);
  return { bin: join(environment, 'bin'), model: await modelOf(writer, folder, signal) };
}

async function environmentOf(requirements, folder, signal) {
  const file = join(folder, requirements);
  const environment = join(cacheFolder(), `peers-${fingerprint(file)}`);
  const done = join(environment, 'done');
  if (existsSync(done)) return environment;
  const python = onPath('python3');
  if (!python) throw new Failure(words('Los otros servicios necesitan python3.', 'The peers need python3.'));
  const title = words(`Instalando ${requirements}`, `Installing ${requirements}`);
  await step(title, async () => {
    rmSync(environment, { recursive: true, force: true });
    await run([python, '-m', 'venv', environment], { signal });
    await run([join(environment, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', '-r', file], { signal });
    writeFileSync(done, '');
  });
  return environment;
}

async function modelOf(environment, folder, signal) {
  const program = join(folder, 'model.py');
  const model = join(environment, `${fingerprint(program)}.onnx`);
  if (!existsSync(model)) await run([join(environment, 'bin', 'python'), program, model], { signal });
  return model;
}

const fingerprint = (file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
