import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const golden = join(import.meta.dirname, '../model/import/golden/models');

interface Result {
  name: string;
  difference?: number | null;
  error?: string;
  refusal?: { kind: string; es: string; en: string } | null;
  left?: string[];
}

/** Which golden models must be refused, and what the refusal must tell. */
function refusals(): Map<string, string> {
  const told = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^\w+\/[^/]+\.json$/.test(file),
  );
  return new Map(
    told.flatMap((file) => {
      const { refused } = JSON.parse(readFileSync(join(golden, file), 'utf8')) as { refused?: string };
      return refused === undefined ? [] : [[file.replace(/\.json$/, ''), refused]];
    }),
  );
}

// Where the native engine cannot be had, `auto` is the other one.
test.each(['auto', 'wasm'])(
  'every golden model answers as Keras does, or is refused by name (%s)',
  async (engine) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'support/golden.mjs')], {
      env: { ...process.env, LINCE_ENGINE: engine, TF_CPP_MIN_LOG_LEVEL: '2' },
      maxBuffer: 64_000_000,
    });
    const results = JSON.parse(stdout) as Result[];
    const expected = refusals();
    const [refused, answered] = [
      results.filter((each) => 'refusal' in each),
      results.filter((each) => !('refusal' in each)),
    ];
    expect(answered.length).toBeGreaterThan(250);
    expect(refused.length).toBeGreaterThan(25);
    expect(answered.filter(({ difference }) => !(typeof difference === 'number' && difference <= 1e-5))).toEqual([]);
    for (const { name, refusal, left } of refused) {
      const word = expected.get(name.replace(/\.\w+$/, ''));
      expect({ name, kind: refusal?.kind, left }).toEqual({ name, kind: 'BadUsage', left: [] });
      expect(`${refusal!.es} ${refusal!.en}`).toContain(word);
      expect(refusal!.en).not.toContain('\n');
    }
  },
  120_000,
);
