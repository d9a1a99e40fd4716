import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { folderAsked } from '../../scripts/built.mjs';
import { words } from '../../scripts/language.mjs';
import { say, step } from '../../scripts/terminal.mjs';
import { canMeasure } from '../measure/proc.mjs';
import { Counts } from '../soak/counts.mjs';
import { Crew } from '../soak/crew.mjs';
import { Control } from './control.mjs';
import { Findings } from './findings.mjs';
import { inputOf, untouched } from './input.mjs';
import { readFuzzOptions } from './options.mjs';
import { seedPictures } from './pictures/seeds.mjs';
import { conclusion, show } from './report.mjs';
import { allServe, leftAtRest, standing } from './rest.mjs';
import { attempt } from './attempt.mjs';
import { Watch } from './watch.mjs';

/** `npm run fuzz`: hurt pictures and requests; prints what was against the promise, and fails when anything was. */
export async function fuzz(place, args) {
  const options = readFuzzOptions(args);
  const underWay = new Set();
  const findings = new Findings(underWay);
  const pictures = await seedPictures();
  const crew = options.url ? null : new Crew(findings, 'fuzz');
  try {
    await crew?.start(place, { apis: 1, workers: options.workers });
    const url = crew?.urls[0] ?? options.url;
    const inputs = options.redo ? redone(options, pictures) : drawn(options, pictures);
    const world = { url, inputs, underWay, findings, crew, options };
    say(`--seed ${options.seed}`);
    const figures = await run(world, place.signal);
    say(conclusion(figures, findings.all, options));
    const whole = { options, ...figures, findings: findings.all };
    if (options.json) writeFileSync(resolve(folderAsked('fuzz'), options.json), JSON.stringify(whole, null, 2));
  } finally {
    await crew?.stop();
  }
  if (findings.all.length > 0) process.exitCode = 1;
}

async function run({ url, inputs, underWay, findings, crew, options }, signal) {
  const patience = options.patience * 1_000;
  const ready = async () => crew && allServe(crew, signal);
  const control = new Control(url, findings, { patience, allServe: ready });
  const before = crew && standing(crew);
  const watch = crew && canMeasure ? new Watch(crew.posts) : null;
  const over = new AbortController();
  watch?.until(over.signal);
  const asking = control.run(over.signal);
  const statuses = new Counts();
  const began = performance.now();
  let sent = 0;
  const client = async () => {
    for await (const input of inputs) {
      // One that ended a process is told of; those after it are not to be blamed on it.
      await ready();
      if (signal.aborted) return;
      underWay.add(input);
      const { answers, faults } = await attempt(url, input, patience);
      for (const { status } of answers) statuses.add(String(status));
      if (answers.length === 0) statuses.add('none');
      for (const what of faults) findings.add({ where: 'answer', what, input });
      underWay.delete(input);
      sent++;
      if (options.redo) show(input, answers, options);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.conc }, client));
  } finally {
    over.abort();
    await asking;
  }
  const seconds = (performance.now() - began) / 1_000;
  signal.throwIfAborted();
  const title = words('Esperando a que no quede nada', 'Waiting until nothing is left');
  const left = crew ? await step(title, () => leftAtRest(crew, before)) : [];
  for (const what of left) findings.add({ where: 'left behind', what });
  const atRest = watch?.look();
  if (watch?.peak > options.memory) findings.add({ where: 'memory', what: `${Math.round(watch.peak)} MiB` });
  const memory = watch && { peak: watch.peak, peaks: Object.fromEntries(watch.peaks), atRest };
  return { sent, seconds, statuses, memory, control: { asked: control.asked, slowest: control.slowest } };
}

/** The seeds, which must be answered, and so many inputs of the wanted kinds, as clients ask for them. */
async function* drawn({ seed, count, only }, pictures) {
  if (only.includes('pictures')) yield* pictures.map(untouched);
  let left = count;
  for (let number = 1; left > 0; number++) {
    const input = await inputOf(seed, number, pictures);
    if (!only.includes(input.kind)) continue;
    left--;
    yield input;
  }
}

async function* redone({ seed, redo }, pictures) {
  yield await inputOf(seed, redo, pictures);
}
