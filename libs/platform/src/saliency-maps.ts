import type { ErrorCode, MapAnnouncement } from '#contract';
import type { Redis } from 'ioredis';
import type { JobId } from './job-id.js';
import type { Keys } from './keys.js';
import { unavailable } from './redis.js';
import { asBuffer, defineScript, type Script } from './script.js';

/** KEYS: the record. ARGV: index, token, map. Keeps the map of a picture that is still there. */
const KEEP = `
if redis.call('HGET', KEYS[1], ARGV[1] .. ':token') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1] .. ':saliency', ARGV[3])
return 1
`;

/** The name of a picture's map, on its channel and in its queue. */
export const mapName = ({ bundle, index }: Pick<JobId, 'bundle' | 'index'>): string => `${bundle}.${index}`;

/**
 * Which parts of the pictures that models saw spoke for the answers, one signed byte a pixel; kept in the records, as long as
 * the outcomes are. Every method throws CodedError `queue_unavailable` when Redis does not answer.
 */
export class SaliencyMaps {
  private readonly script: Script;

  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
  ) {
    this.script = defineScript(redis, 'saliencyKeep', KEEP);
  }

  /** @returns null where none has been made */
  async read({ bundle, index }: JobId): Promise<Int8Array | null> {
    const map = await this.redis.hgetBuffer(this.keys.record(bundle), `${index}:saliency`).catch(unavailable);
    return map && new Int8Array(map.buffer, map.byteOffset, map.length);
  }

  /** Keeps one, unless its picture has been erased, and says that it has been made. */
  async keep(id: JobId, map: Int8Array): Promise<void> {
    const { buffer, byteOffset, byteLength } = map;
    const bytes = asBuffer(new Uint8Array(buffer, byteOffset, byteLength));
    const kept = await this.script([this.keys.record(id.bundle)], [id.index, id.token, bytes]).catch(unavailable);
    await this.say(id, kept === 1 ? null : 'job_not_found');
  }

  /** Says that one has been made, or why it cannot be. */
  async say(id: JobId, failed: ErrorCode | null): Promise<void> {
    const map = mapName(id);
    const said: MapAnnouncement = { map, failed };
    await this.redis.publish(this.keys.changes(map), JSON.stringify(said)).catch(unavailable);
  }
}
