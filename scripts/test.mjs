import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { npm, run } from './command.mjs';
import { prepareEngine } from './engine.mjs';
import { Failure } from './failure.mjs';
import { makeFaketime } from './faketime.mjs';
import { installAndBuild } from './install.mjs';
import { requirePlatform } from './platform.mjs';
import { pythonPackages } from './python-packages.mjs';
import { findRedisServer } from './redis-server.mjs';
import { readSettings } from './settings.mjs';

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const stopping = new AbortController();
const { signal } = stopping;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort(new Failure(name)));

/** Gets what the tests need, then lints, checks the types and tests. @returns Jest's counts */
async function test() {
  requirePlatform();
  const { engine } = readSettings();
  await installAndBuild(signal);
  const { path: redis } = await findRedisServer(signal);
  const browser = await findBrowser(signal);
  const faketime = await makeFaketime(signal);
  const python = await pythonPackages(signal);
  await prepareEngine(engine, signal);
  for (const check of ['lint', 'typecheck']) await run([...npm, 'run', check], { signal, show: true });
  return runJest({
    LINCE_TEST_REDIS: redis,
    LINCE_TEST_CHROMIUM: browser,
    LINCE_TEST_FAKETIME: faketime,
    LINCE_TEST_PYTHON: python,
  });
}

async function runJest(env) {
  const folder = mkdtempSync(join(tmpdir(), 'lince-test-'));
  const outputFile = join(folder, 'results.json');
  try {
    const command = [process.execPath, ...JEST, '--json', `--outputFile=${outputFile}`];
    const failure = await run(command, { signal, env, show: true }).catch((error) => error);
    signal.throwIfAborted();
    const counts = JSON.parse(readFileSync(outputFile, 'utf8'));
    // A file that could not even be loaded has no tests to count.
    const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    return { passed: counts.numPassedTests, failed, ok: !(failure instanceof Error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const { passed, failed, ok } = await test();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
}
