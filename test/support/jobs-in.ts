import { formatJobId, keysUnder, type Redis } from '#platform';

const keys = keysUnder('lince');

/** The ids of all jobs that Redis knows, whoever was told of them. */
export async function jobsIn(redis: Redis): Promise<string[]> {
  const records = await redis.keys(`${keys.record('')}*`);
  const jobs = records.map(async (key) => {
    const bundle = key.slice(keys.record('').length);
    const fields = await redis.hgetall(key);
    return Object.entries(fields)
      .filter(([field]) => field.endsWith(':token'))
      .map(([field, token]) => formatJobId({ bundle, index: parseInt(field), token }));
  });
  return (await Promise.all(jobs)).flat();
}
