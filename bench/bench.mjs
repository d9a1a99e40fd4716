import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { folderAsked } from '../scripts/built.mjs';
import { root } from '../scripts/project.mjs';
import { words } from '../scripts/language.mjs';
import { say } from '../scripts/terminal.mjs';
import { compare } from './compare.mjs';
import { surroundings } from './measure/surroundings.mjs';
import { canMeasure } from './measure/proc.mjs';
import { readOptions } from './options.mjs';
import { chart } from './report/chart.mjs';
import { medians } from './report/median.mjs';
import { idleLine, peerTable, serviceTable } from './report/rows.mjs';
import { overload } from './overload/overload.mjs';
import { scale } from './scale/scale.mjs';
import { LINCE, services } from './service/services.mjs';

/** `npm run bench`: measures, prints the tables and writes the files that are asked for. */
export async function bench(place, args) {
  const options = readOptions(args);
  const about = surroundings(place, root);
  say(Object.values(about).join(' · '));
  if (!canMeasure) {
    say(words('CPU y memoria solo se miden en Linux.', 'CPU and memory are measured on Linux alone.'));
  }
  const measured = await measure(place, options);
  const at = (file) => resolve(folderAsked('bench'), file);
  if (options.json) writeFileSync(at(options.json), JSON.stringify({ about, options, ...measured }, null, 2));
  if (options.plot && measured.medians) writeFileSync(at(options.plot), chart(measured.medians));
}

function measure(place, options) {
  if (options.scale) return scale(place, options);
  return options.overload ? overload(place, options) : compared(place, options);
}

async function compared(place, options) {
  const chosen = await services(place, options);
  const { rows, idle, failures } = await compare(place, chosen, options);
  const middle = medians(rows);
  const ours = middle.filter(({ service }) => service === LINCE);
  if (ours.length > 0) say(`\n${serviceTable(ours)}`);
  if (options.peers) say(`\n${peerTable(middle, LINCE)}`);
  say('');
  for (const row of medians(idle)) say(idleLine(row.service, row.cores));
  if (failures.length > 0) process.exitCode = 1;
  return { rows, idle, failures, medians: middle };
}
