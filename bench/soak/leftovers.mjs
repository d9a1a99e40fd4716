import { Redis } from 'ioredis';
import { Counts } from './counts.mjs';

const PAGE = 1_000;
const MIB = 2 ** 20;

/** What a key holds, by its name, without what distinguishes it from others of its kind. */
export function kindOf(key) {
  const name = key.replace(/^\{[^}]*\}:/, '');
  return name
    .replace(/^(record|batch|once):[^:]+/, '$1')
    .replace(/^(bundles|submitted):b[\w-]{12}(:.*)?$/, '$1:job$2')
    .replace(/^changes:.*/, 'changes:…');
}

/** Kinds that are there as long as the service is, or that expire by themselves in a moment. */
const STANDING =
  /^(apis|workers|worker-facts|load|turns|(bundles|submitted|saliency):(meta|events|stalled-check|marker|id|pc|failed|metrics.*))$/;

/** Kinds that are kept for as long as results are, and must have a time to live. */
const KEPT = /^(record|batch|batch:bundles|once)$/;

/** A job of BullMQ's, in a stray's words. */
const JOB = /:(bundles|submitted):b[\w-]{12} /;

/**
 * What the keys that are left tell of a service at rest.
 * @param keys `{ key, ttl }`, in ms; -1 for ever
 * @returns `kinds`: how many there are of each, and `strays`: what should not be there
 */
export function judge(keys) {
  const kinds = new Counts();
  const strays = [];
  for (const { key, ttl } of keys) {
    const kind = kindOf(key);
    kinds.add(kind);
    if (KEPT.test(kind) && ttl === -1) strays.push(`${key} never expires`);
    if (!KEPT.test(kind) && !STANDING.test(kind)) strays.push(`${key} is left`);
  }
  return { kinds, strays };
}

/** Looks into a service's Redis. @param url of its Unix socket */
export async function lookIntoRedis(url) {
  const redis = new Redis({ path: decodeURIComponent(new URL(url).pathname) });
  try {
    const names = [];
    for await (const page of redis.scanStream({ count: PAGE })) names.push(...page);
    const keys = await Promise.all(names.map(async (key) => ({ key, ttl: await redis.pttl(key) })));
    const ending = (end) => names.filter((name) => name.endsWith(end));
    const [memory, clients, channels, failed, loads] = await Promise.all([
      redis.info('memory'),
      redis.client('LIST'),
      redis.pubsub('CHANNELS'),
      Promise.all(ending(':failed').map((name) => redis.zcard(name))),
      Promise.all(ending(':load').map((name) => redis.hgetall(name))),
    ]);
    const { kinds, strays } = judge(keys);
    // Jobs that BullMQ has failed are kept for whoever wants to know why.
    const failedBundles = failed.reduce((sum, count) => sum + count, 0);
    const jobs = strays.filter((stray) => / is left$/.test(stray) && JOB.test(stray));
    for (const { pictures = 0, bytes = 0 } of loads) {
      if (Number(pictures) !== 0 || Number(bytes) !== 0) strays.push(`load: ${pictures} pictures, ${bytes} bytes wait`);
    }
    return {
      kinds,
      strays: jobs.length > failedBundles ? strays : strays.filter((stray) => !jobs.includes(stray)),
      failedBundles,
      memory: Number(/^used_memory:(\d+)/m.exec(memory)[1]) / MIB,
      // Ours is one of them.
      clients: clients.trim().split('\n').length - 1,
      channels: channels.map(kindOf),
      watched: channels.filter((channel) => /:changes:(?!api-|access$)/.test(channel)).length,
    };
  } finally {
    redis.disconnect();
  }
}
