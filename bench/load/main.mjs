import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { batches } from './batches.mjs';
import { closedLoop } from './closed-loop.mjs';
import { openLoop } from './open-loop.mjs';

// The load process: takes one task at a time from the parent, and ends with it.
const loads = { closedLoop, openLoop, batches };

process.on('disconnect', () => process.exit());
process.on('message', async ({ load, requestsIn, ...task }) => {
  const before = process.cpuUsage();
  const requests = deserialize(readFileSync(requestsIn)).map((bytes) => Buffer.from(bytes));
  const result = await loads[load]({ ...task, requests });
  const { user, system } = process.cpuUsage(before);
  process.send({ ...result, loadCpu: (user + system) / 1e6 });
});
