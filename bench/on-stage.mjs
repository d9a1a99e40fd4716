import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from './measure/stage.mjs';

/**
 * Starts a service in a folder of its own, lets it be measured, and stops it, however that went.
 * @param start takes the place, and resolves with what is Running
 * @param work takes the Stage, and what is Running
 */
export async function onStage(place, start, load, work) {
  place.signal.throwIfAborted();
  const folder = mkdtempSync(join(place.folder, 'service-'));
  let running;
  let stage;
  try {
    running = await start({ ...place, folder });
    stage = new Stage(running, load, place.signal);
    await stage.settle();
    return await work(stage, running);
  } finally {
    stage?.close();
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
