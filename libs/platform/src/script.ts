import type { Redis } from 'ioredis';

/** What a script is called with: keys first, then arguments; answers come as buffers, numbers, null or lists of them. */
export type Script = (keys: string[], args: (string | number | Uint8Array)[]) => Promise<unknown>;

/** Lua that every script begins with: the server's clock in ms, so that hosts need not agree on the time. */
const PREAMBLE = `
local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end
`;

/** The same bytes, as the connection takes them. */
export const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Gives a connection a named script; it is sent whole once, by its hash from then on. */
export function defineScript(redis: Redis, name: string, lua: string): Script {
  redis.defineCommand(name, { lua: PREAMBLE + lua });
  const run = (redis as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[`${name}Buffer`]!;
  return (keys, args) =>
    run.call(redis, keys.length, ...keys, ...args.map((arg) => (arg instanceof Uint8Array ? asBuffer(arg) : arg)));
}
