import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { folderAsked } from '../../scripts/built.mjs';
import { words } from '../../scripts/language.mjs';
import { say } from '../../scripts/terminal.mjs';
import { printable } from './findings.mjs';

const SHOWN = 512;
const LINE = 16;

/** The first bytes as hexadecimal numbers and letters. */
export function hexdump(bytes) {
  const lines = [];
  for (let at = 0; at < Math.min(bytes.length, SHOWN); at += LINE) {
    const part = bytes.subarray(at, at + LINE);
    const hex = part
      .toString('hex')
      .replace(/../g, '$& ')
      .padEnd(3 * LINE);
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex} ${part.latin1Slice().replace(/[^\x20-\x7e]/g, '.')}`);
  }
  return lines.join('\n');
}

/** Shows one input and what was answered; saves its picture, or else the request. */
export function show({ number, kind, name, mutations, bytes, file }, answers, { save }) {
  say(printable(`${number} · ${kind} · ${name} · ${mutations.join(', ')} · ${(file ?? bytes).length} B`));
  say(hexdump(file ?? bytes));
  for (const { status, body } of answers) say(printable(`${status} ${body}`));
  if (save) writeFileSync(resolve(folderAsked('fuzz'), save), file ?? bytes);
}

/** What was sent and found, in a few lines. */
export function conclusion({ sent, seconds, statuses, memory, control }, findings, { seed }) {
  const speed = Math.round(sent / seconds);
  const told = Object.entries(statuses.toJSON()).map(([status, count]) => `${status} × ${count}`);
  const lines = [
    words(`${sent} entradas, ${speed}/s`, `${sent} inputs, ${speed}/s`) + `: ${told.join(', ')}`,
    words('control', 'control') + `: ${control.asked}, ${Math.round(control.slowest)} ms`,
  ];
  if (memory) {
    const peaks = Object.entries(memory.peaks).map(([name, mib]) => `${name} ${Math.round(mib)}`);
    lines.push(`RSS, MiB: ${Math.round(memory.peak)} (${peaks.join(', ')}); → ${Math.round(memory.atRest)}`);
  }
  const count = findings.length;
  lines.push(words(`${count} hallazgos; --seed ${seed}`, `${count} findings; --seed ${seed}`));
  return lines.join('\n');
}
