import { expect, jest, test } from '@jest/globals';
import { underLoad, type Scene } from '../support/fault.js';
import { residentOf } from '../support/vitals.js';

jest.setTimeout(150_000);

/** Bytes that a process may have more after many faults than after a few: what Node takes while it collects no garbage. */
const SLACK = 80_000_000;

/** Cuts all connections to Redis so many times, each time after they have been of use again. */
async function cutConnections({ behind, load }: Scene, times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await load.goesOn(8);
    for (const type of ['NORMAL', 'PUBSUB']) await behind.redis.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'YES');
  }
}

test('faults that come again and again leave nothing behind in the processes that live through them', async () => {
  await underLoad({ workers: 2 }, async (scene) => {
    const survivors = [...scene.lince.apis, ...scene.lince.workers];
    await cutConnections(scene, 5);
    const early = await Promise.all(survivors.map(residentOf));
    await cutConnections(scene, 25);
    const late = await Promise.all(survivors.map(residentOf));
    for (const [nth, size] of late.entries()) expect(size).toBeLessThan(early[nth]! + SLACK);
  });
});
