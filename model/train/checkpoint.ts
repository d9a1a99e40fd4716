import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { tf } from './tensorflow.js';
import type { Trainer } from './trainer.js';

/** How one epoch went: mean training loss and the share of validation digits read rightly after it. */
export interface Epoch {
  loss: number;
  accuracy: number;
}

/** Where a run stands: its seed, its length in epochs, and the epochs that are done. */
export interface Run {
  seed: number;
  epochs: number;
  done: Epoch[];
}

// A checkpoint is one file: a line of JSON (the run, and the names and shapes of what follows), then the numbers.
const END_OF_LINE = '\n';

/** Writes everything that going on needs; a write that is cut short leaves the previous checkpoint as it was. */
export async function saveCheckpoint(file: string, run: Run, trainer: Trainer): Promise<void> {
  const tensors = [
    ...Object.entries(trainer.weights).map(([name, tensor]) => ({ name: `weights/${name}`, tensor })),
    ...Object.entries(trainer.average.values).map(([name, tensor]) => ({ name: `average/${name}`, tensor })),
    ...(await trainer.memory()).map(({ name, tensor }) => ({ name: `memory/${name}`, tensor })),
  ];
  const { data, specs } = await tf.io.encodeWeights(tensors);
  await mkdir(dirname(file), { recursive: true });
  const header = JSON.stringify({ run, specs }) + END_OF_LINE;
  await writeFile(`${file}.part`, Buffer.concat([Buffer.from(header), Buffer.from(data)]));
  await rename(`${file}.part`, file);
}

/** Puts a checkpoint's numbers into the trainer. @returns where that run stands */
export async function loadCheckpoint(file: string, trainer: Trainer): Promise<Run> {
  const bytes = await readFile(file);
  const start = bytes.indexOf(END_OF_LINE) + 1;
  const { run, specs } = JSON.parse(bytes.toString('utf8', 0, start)) as { run: Run; specs: never[] };
  const tensors = tf.io.decodeWeights(new Uint8Array(bytes.subarray(start)).buffer, specs);
  const under = (prefix: string) =>
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => ({ name: name.slice(prefix.length), tensor }));
  for (const { name, tensor } of under('weights/')) trainer.weights[name]!.assign(tensor);
  for (const { name, tensor } of under('average/')) trainer.average.values[name]!.assign(tensor);
  await trainer.recall(under('memory/'));
  return run;
}
