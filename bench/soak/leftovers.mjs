import { Redis } from 'ioredis';
import { Counts } from './counts.mjs';

const PAGE = 1_000;
const MIB = 2 ** 20;

/** What a key holds, by its name, without what distinguishes it from others of its kind. */
export function kindOf(key) {
  const name = key.replace(/^\{[^}]*\}:/, '');
  return name
    .replace(/^(record|batch):[^:]+/, '$1')
    .replace(/^bundles:b[\w-]{12}(:.*)?$/, 'bundles:job$1')
    .replace(/^changes:.*/, 'changes:…');
}

/** Kinds that are there as long as the service is, or that expire by themselves in a moment. */
const STANDING = /^(apis|workers|worker-facts|bundles:(meta|events|stalled-check|marker|id|failed|metrics.*))$/;

/** Kinds that are kept for as long as results are, and must have a time to live. */
const KEPT = /^(record|batch|batch:bundles)$/;

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
    const [memory, clients, channels, failed] = await Promise.all([
      redis.info('memory'),
      redis.client('LIST'),
      redis.pubsub('CHANNELS'),
      redis.zcard(names.find((name) => name.endsWith(':bundles:failed')) ?? 'none'),
    ]);
    const { kinds, strays } = judge(keys);
    // Jobs that BullMQ has failed are kept for whoever wants to know why.
    const jobs = strays.filter((stray) => stray.includes(':bundles:b'));
    const rest = strays.filter((stray) => !jobs.includes(stray));
    return {
      kinds,
      strays: jobs.length > failed ? strays : rest,
      failedBundles: failed,
      memory: Number(/^used_memory:(\d+)/m.exec(memory)[1]) / MIB,
      // Ours is one of them.
      clients: clients.trim().split('\n').length - 1,
      channels: channels.map(kindOf),
      watched: channels.filter((channel) => /:changes:(?!api-)/.test(channel)).length,
    };
  } finally {
    redis.disconnect();
  }
}
