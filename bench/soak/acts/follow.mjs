import { setTimeout as pause } from 'node:timers/promises';
import { request } from '../../inputs/requests.mjs';
import { Course, isFinal } from '../course.mjs';
import { within } from '../within.mjs';
import { events } from './events.mjs';
import { turnedAway } from './send.mjs';

/** Milliseconds after which a client lets a job or batch be: its end is looked for when all is over. */
const PATIENCE = 30_000;
/** Milliseconds, at least and at most, between two looks of a client that polls; seconds that one waits that does not. */
const GLANCE = [20, 400];
const LONG_POLL = 5;

/** A job, as it is followed. */
export const asJob = (me, job) => ({
  path: `/v1/jobs/${job.id}`,
  promised: job,
  kind: 'job',
  hear: (snapshot, by, asked) => me.ledger.hear(job, snapshot, by, asked),
});

/** A batch, as it is followed. */
export const asBatch = (me, batch) => ({
  path: `/v1/batches/${batch.id}`,
  promised: batch,
  kind: 'batch',
  hear: (snapshot, by, asked) => me.ledger.hearOfBatch(batch, snapshot, by, asked),
});

/** Ways of following; each resolves when the end is known, when nobody would wait any longer, or when all is over. */
export const WAYS = { poll, longPoll, stream, socket, leave: async () => undefined };

async function poll(me, thing) {
  await untilKnown(me, thing, async () => {
    await look(me, thing);
    await pause(me.dice.between(...GLANCE));
  });
}

async function longPoll(me, thing) {
  await untilKnown(me, thing, () => look(me, thing, `?wait=${LONG_POLL}`));
}

async function untilKnown({ ledger, enough }, { promised }, once) {
  const until = ledger.now + PATIENCE;
  while (!promised.isKept && !promised.missing && ledger.now < until && !enough.aborted) await once();
}

/** Asks once how it stands. */
export async function look(me, { path, promised, kind, hear }, query = '') {
  const answer = await me.caller.send(request('GET', path + query), `GET ${kind}${query}`);
  if (answer?.status === 200) hear(answer.json, query ? 'long poll' : 'poll', answer.asked);
  else if (answer?.status === 404) me.ledger.hearOfNone(promised, 'poll');
  else turnedAway(me.ledger, answer);
  return answer;
}

/** Server-sent events; as a browser does, it asks again when a stream breaks off. */
async function stream(me, thing) {
  await within(PATIENCE, me.enough, (over) => listen(me, thing, over));
  await requireHeard(me, thing, 'stream');
}

async function listen(me, thing, over) {
  while (!over.aborted) {
    const url = me.dice.pick(me.urls);
    const course = new Course();
    try {
      for await (const snapshot of events(`${url}${thing.path}/events`, over)) {
        me.ledger.hearOfCourse(thing.promised.id, isFinal(snapshot.state) ? course.tell(snapshot) : null, 'stream');
        thing.hear(snapshot, 'stream');
      }
      if (thing.promised.isKept) break;
    } catch (error) {
      if (over.aborted) break;
      if (error.status === 404) me.ledger.hearOfNone(thing.promised, 'stream');
      if (error.status === 404) break;
      me.ledger.unconnected.add(`stream: ${error.status ?? error.cause?.code ?? error.message}`);
    }
    await pause(me.dice.between(...GLANCE), null, { signal: over }).catch(() => undefined);
  }
}

async function socket(me, thing) {
  const watcher = me.dice.pick(me.watchers);
  await within(PATIENCE, me.enough, (over) => watcher.watch(thing, over));
  await requireHeard(me, thing, 'socket');
}

/** Whoever gave up listening has not been told; if there was something to tell for long, that is a fault. */
async function requireHeard(me, thing, by) {
  const { promised } = thing;
  if (promised.isKept || promised.missing || me.enough.aborted) return;
  const answer = await look(me, thing);
  const finished = Date.parse(answer?.json?.finished ?? '');
  if (Date.now() - finished > PATIENCE / 3) me.ledger.sin('unheard', `${promised.id}: ${answer.json.state} (${by})`);
}
