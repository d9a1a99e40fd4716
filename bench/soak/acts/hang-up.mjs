import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { request, upload } from '../../inputs/requests.mjs';
import { parcel } from './batch.mjs';

/** Milliseconds after which a client hangs up, at most. */
const SOON = 40;

/** What is sent by those who go before they are answered; half of it, or all. */
const MESSAGES = {
  job: ({ cast, dice }) => upload('/v1/jobs', dice.pick(cast.small)),
  prediction: ({ cast, dice }) => upload('/predict', dice.pick(cast.small)),
  large: ({ cast, dice }) => upload('/predict', dice.pick(cast.large)),
  batch: (me) => request('POST', '/v1/batches', { 'Content-Type': 'application/zip' }, parcel(me).zip),
};

/** Sends something and hangs up: what becomes of it nobody knows. */
export async function hangUp(me) {
  const { dice, ledger, urls } = me;
  const kind = dice.pick(Object.keys(MESSAGES));
  const message = MESSAGES[kind](me);
  const { hostname: host, port } = new URL(dice.pick(urls));
  const socket = connect({ host, port: Number(port) });
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(dice.chance(0.5) ? message : message.subarray(0, Math.floor(message.length * dice.between(0, 1))));
  await pause(dice.between(0, SOON));
  socket.destroy();
  ledger.done.add(`hung up: ${kind}`);
}
