import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/failure.mjs';
import { words } from '../../scripts/language.mjs';
import { root } from '../../scripts/project.mjs';
import { say } from '../../scripts/terminal.mjs';
import { KINDS, Pictures } from '../inputs/kinds.mjs';
import { Load } from '../load/load.mjs';
import { onStage } from '../on-stage.mjs';
import { startLince } from '../service/lince.mjs';
import { writeFlameGraph } from './flame-graph.mjs';
import { selfTime } from './self-time.mjs';
import { summary } from './summary.mjs';

const ROLES = ['api', 'worker'];
const PRELOAD = new URL('preload.mjs', import.meta.url).href;
const OUT = join(root, 'bench', 'out');

/** `npm run profile`: the service under load with V8's profiler in the API and in a worker, and what that says. */
export async function profile(place, args) {
  const { kind, conc, secs, warm } = readOptions(args);
  mkdirSync(OUT, { recursive: true });
  const load = new Load(place.folder, place.signal);
  try {
    const requests = await new Pictures().requests(kind);
    const run = { requestsIn: load.store(requests), concurrency: conc };
    const start = (where) => startLince(where, { preload: PRELOAD });
    const answers = await onStage(place, start, load, async (stage, running) => {
      await stage.verify(requests);
      await load.run({ ...run, urls: running.urls, seconds: warm });
      const work = () => load.run({ ...run, urls: running.urls, seconds: secs });
      return (await sampled(running, work)).good;
    });
    report(answers, `${kind}, c=${conc}, ${secs} s`);
  } finally {
    load.stop();
  }
}

async function sampled(running, work) {
  const children = ROLES.map((role) => running.childOf(role));
  await Promise.all(children.map((child) => child.ask({ profile: 'begin' })));
  const result = await work();
  await Promise.all(children.map((child) => child.ask({ profile: 'end', file: fileOf(child.role) })));
  return result;
}

const fileOf = (role) => join(OUT, `${role}.cpuprofile`);

function report(answers, load) {
  const title = words(`${answers} respuestas (${load})`, `${answers} answers (${load})`);
  const parts = ROLES.map((role) => {
    const times = selfTime(JSON.parse(readFileSync(fileOf(role), 'utf8')));
    return summary(role, times, answers);
  });
  const text = `${[`# ${title}`, ...parts].join('\n\n')}\n`;
  writeFileSync(join(OUT, 'profile.md'), text);
  say(`\n${text}`);
  for (const role of ROLES) say(writeFlameGraph(fileOf(role)));
}

function readOptions(args) {
  const types = { kind: 'string', conc: 'string', secs: 'string', warm: 'string' };
  const options = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]));
  try {
    const { kind = 'png', conc = '64', secs = '10', warm = '3' } = parseArgs({ args, options }).values;
    const numbers = [conc, secs, warm].map(Number);
    if (!KINDS.includes(kind) || kind === 'batch' || numbers.some((number) => !(number > 0)))
      throw new Error(args.join(' '));
    return { kind, conc: numbers[0], secs: numbers[1], warm: numbers[2] };
  } catch (error) {
    throw new Failure(`${error.message}\n  --kind png|jpg|mix --conc 64 --secs 10 --warm 3`);
  }
}
