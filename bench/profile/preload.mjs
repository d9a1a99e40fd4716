import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** Microseconds between two samples. */
const INTERVAL = 500;

// Loaded before a process's own program: its sampling begins and ends when the parent says so.
const session = new Session();
session.connect();

const orders = {
  async begin() {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
    await session.post('Profiler.start');
  },
  async end({ file }) {
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
  },
};

process.on('message', async (message) => {
  if (!orders[message?.profile]) return;
  await orders[message.profile](message);
  process.send({ profile: message.profile });
});
