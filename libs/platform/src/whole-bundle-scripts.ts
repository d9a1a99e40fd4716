import { TURNS } from './load-scripts.js';
import { ANNOUNCE } from './record-scripts.js';

/** The scripts that do the same to all pictures of a record. KEYS are those of the record scripts. */

/** ARGV: bundle, ttl in ms. Cancels the pictures that are queued; returns how many. */
export const CANCEL_ALL = `${ANNOUNCE}
local t = now()
local changes = {}
for i = 0, (redis.call('HGET', KEYS[1], 'pictures') or 0) - 1 do
  if redis.call('HGET', KEYS[1], i .. ':state') == 'queued' then
    drop_upload(i)
    redis.call('HSET', KEYS[1], i .. ':state', 'canceled', i .. ':finished', t)
    changes[#changes + 1] = '"' .. i .. '":{"state":"canceled","at":' .. t .. '}'
  end
end
if #changes == 0 then return 0 end
announce(changes, true)
ended({canceled = #changes}, ARGV[2])
return #changes
`;

/**
 * ARGV: bundle, caller (empty where none has taken a turn for it that is to be given back). Erases a record whatever its
 * pictures' states; its batch does not count them any more. Returns how many were queued.
 */
export const ERASE_ALL = `${ANNOUNCE}${TURNS}
local t = now()
local changes, open, queued, share = {}, 0, 0, 0
for i = 0, (redis.call('HGET', KEYS[1], 'pictures') or 0) - 1 do
  if redis.call('HEXISTS', KEYS[1], i .. ':state') == 1 then
    if is_open(i) then
      share = share + share_of(drop_upload(i))
      open = open + 1
      if redis.call('HGET', KEYS[1], i .. ':state') == 'queued' then queued = queued + 1 end
    end
    changes[#changes + 1] = '"' .. i .. '":{"state":"erased","at":' .. t .. '}'
  end
end
if #changes > 0 then announce(changes, true) end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
if open > 0 then
  count_out_of_load(open, 0)
  if ARGV[2] ~= '' then give_turn_back({[ARGV[2]] = share}) end
end
return queued
`;

/**
 * ARGV: bundle, ttl in ms, age in ms, outcome. Lets the pictures fail that have been queued, or in the hands of a worker
 * that is not heard of, for that long; returns how many.
 */
export const EXPIRE_ALL = `${ANNOUNCE}
local t = now()
local changes = {}
for i = 0, (redis.call('HGET', KEYS[1], 'pictures') or 0) - 1 do
  if is_open(i) then
    local since = redis.call('HMGET', KEYS[1], i .. ':started', i .. ':created')
    if (since[1] or since[2]) + ARGV[3] <= t then
      drop_upload(i)
      redis.call('HSET', KEYS[1], i .. ':state', 'failed', i .. ':finished', t, i .. ':outcome', ARGV[4])
      changes[#changes + 1] = '"' .. i .. '":{"state":"failed","at":' .. t .. ',"outcome":' .. ARGV[4] .. '}'
    end
  end
end
if #changes == 0 then return 0 end
announce(changes, true)
ended({failed = #changes}, ARGV[2])
return #changes
`;
