import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { folderAsked } from '../../scripts/built.mjs';
import { words } from '../../scripts/language.mjs';
import { root } from '../../scripts/project.mjs';
import { say, step } from '../../scripts/terminal.mjs';
import { canMeasure } from '../measure/proc.mjs';
import { surroundings } from '../measure/surroundings.mjs';
import { audit } from './audit.mjs';
import { cast } from './cast.mjs';
import { Crew } from './crew.mjs';
import { faults } from './faults.mjs';
import { Ledger } from './ledger.mjs';
import { lookIntoRedis } from './leftovers.mjs';
import { readSoakOptions } from './options.mjs';
import { filesTable, ledgerTable, memoryTable, redisTable } from './report.mjs';
import { rehearse, traffic } from './traffic.mjs';
import { Vitals } from './vitals.mjs';
import { within } from './within.mjs';

const MINUTE = 60;
/** Seconds until a service without clients has let go of what it held for them. */
const REST = 3;

/** `npm run soak`: mixed traffic and faults; prints the ledger, and fails when anything was lost or doubled. */
export async function soak(place, args) {
  const options = readSoakOptions(args);
  const about = surroundings(place, root);
  say(Object.values(about).join(' · '));
  say(`--seed ${options.seed} --minutes ${options.minutes} ${options.faults.join(' ')}`);
  const ledger = new Ledger();
  const crew = options.url ? null : new Crew(ledger, 'soak');
  try {
    await crew?.start(place, options);
    const world = { urls: crew?.urls ?? [options.url], ledger, seed: options.seed, cast: await cast() };
    const measured = await run(world, crew, options, place.signal);
    report(ledger, measured, options.seed);
    const whole = { about, options, ...measured, ...ledger.toJSON() };
    if (options.json) writeFileSync(resolve(folderAsked('soak'), options.json), JSON.stringify(whole, null, 2));
  } finally {
    await crew?.stop();
  }
  if (ledger.sins.total > 0) process.exitCode = 1;
}

async function run(world, crew, options, signal) {
  const { ledger } = world;
  await rehearse(world, signal);
  const before = crew && (await lookIntoRedis(crew.redisUrl));
  const vitals = crew && canMeasure ? new Vitals(crew) : null;
  const seconds = options.minutes * MINUTE;
  const stopLooking = vitals?.every(seconds);
  const harm = { seed: options.seed, kinds: options.faults, every: options.every, ledger };
  const began = ledger.now;
  await within(seconds * 1_000, signal, (enough) =>
    Promise.all([traffic(world, options.clients, enough, signal), crew && faults(crew, harm, enough)]),
  );
  const took = (ledger.now - began) / 1_000;
  stopLooking?.();
  const title = words('Esperando lo que falta', 'Waiting for what is open');
  const settled = await step(title, () => audit(world, options.settle, signal));
  ledger.balance();
  await pause(REST * 1_000);
  vitals?.look();
  const after = crew && (await lookIntoRedis(crew.redisUrl));
  for (const stray of after?.strays ?? []) ledger.sin('left behind', stray);
  if (after?.watched > 0) ledger.sin('left behind', `${after.watched} channels that nobody listens to any more`);
  return { seconds: took, settled, before, after, samples: vitals?.samples ?? [] };
}

function report(ledger, { seconds, settled, before, after, samples }, seed) {
  if (samples.length > 0) say(`\n${memoryTable(samples)}\n\n${filesTable(samples)}`);
  if (after) say(`\n${redisTable(before, after)}`);
  say(`\n${ledgerTable(ledger)}\n`);
  for (const { kind, note } of ledger.notes) say(`${kind}: ${note}`);
  const speed = Math.round(ledger.accepted.total / seconds);
  say(
    words(
      `${ledger.accepted.total} en ${Math.round(seconds)} s (${speed}/s), todo acabado ${Math.round(settled)} s después; --seed ${seed}`,
      `${ledger.accepted.total} in ${Math.round(seconds)} s (${speed}/s), all ended ${Math.round(settled)} s later; --seed ${seed}`,
    ),
  );
}
