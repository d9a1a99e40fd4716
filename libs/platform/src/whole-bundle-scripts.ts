import { ANNOUNCE } from './record-scripts.js';

/** The scripts that do the same to all pictures of a record. KEYS are those of the record scripts. */

/** ARGV: bundle, ttl in ms. Cancels the pictures that are queued; returns how many. */
export const CANCEL_ALL = `${ANNOUNCE}
local t = now()
local changes = {}
for i = 0, (redis.call('HGET', KEYS[1], 'pictures') or 0) - 1 do
  if redis.call('HGET', KEYS[1], i .. ':state') == 'queued' then
    redis.call('HSET', KEYS[1], i .. ':state', 'canceled', i .. ':finished', t)
    redis.call('HDEL', KEYS[1], i .. ':upload')
    changes[#changes + 1] = '"' .. i .. '":{"state":"canceled","at":' .. t .. '}'
  end
end
if #changes == 0 then return 0 end
announce(changes, true)
ended({canceled = #changes}, ARGV[2])
return #changes
`;

/** ARGV: bundle. Erases a record whatever its pictures' states; its batch does not count them any more. */
export const ERASE_ALL = `${ANNOUNCE}
local t = now()
local changes = {}
for i = 0, (redis.call('HGET', KEYS[1], 'pictures') or 0) - 1 do
  if redis.call('HEXISTS', KEYS[1], i .. ':state') == 1 then
    changes[#changes + 1] = '"' .. i .. '":{"state":"erased","at":' .. t .. '}'
  end
end
if #changes > 0 then announce(changes, true) end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
`;
