import { ONCE } from './load-scripts.js';

/**
 * How a batch counts its pictures, in one step with what happens to them.
 *
 * A batch is a hash: `token`, `model`, `owner`, `created`, `total`, `open` (pictures without an outcome), `succeeded`, `failed`,
 * `canceled`, `sealed` (1 when all pictures have come), `finished`, `change` (how many there have been); and a list of its
 * bundles in order, each the bundle's id, a space, and its pictures' names in JSON.
 *
 * KEYS are always those of the record scripts; the first is the batch itself where no record is meant.
 */

/** Milliseconds that a batch which does not grow is kept while it is not sealed: its API process must have died. */
export const RECEIVING = 3_600_000;

/** What the scripts of records and of batches share. */
export const BATCH = `
local function batch_key(id) return KEYS[5] .. id end
local function bundles_key(id) return KEYS[5] .. id .. ':bundles' end
local function each_record(id, act)
  for _, item in ipairs(redis.call('LRANGE', bundles_key(id), 0, -1)) do act(KEYS[4] .. string.match(item, '^%S+')) end
end
local function keep_batch(id, ttl)
  local function keep(key)
    if ttl then redis.call('PEXPIRE', key, ttl) else redis.call('PERSIST', key) end
  end
  each_record(id, keep)
  keep(batch_key(id))
  keep(bundles_key(id))
end
local function announce_batch(id)
  local change = redis.call('HINCRBY', batch_key(id), 'change', 1)
  local names = {'total', 'open', 'succeeded', 'failed', 'canceled', 'sealed', 'finished'}
  local text = '{"batch":"' .. id .. '","change":' .. change
  for i, value in ipairs(redis.call('HMGET', batch_key(id), unpack(names))) do
    text = text .. ',"' .. names[i] .. '":' .. (value or 'null')
  end
  redis.call('PUBLISH', KEYS[3] .. ':' .. id, text .. '}')
end
local function erase_batch(id)
  redis.call('DEL', batch_key(id), bundles_key(id))
  redis.call('PUBLISH', KEYS[3] .. ':' .. id, '{"batch":"' .. id .. '","erased":true}')
end
local function finish_batch(id, ttl)
  redis.call('HSET', batch_key(id), 'finished', now())
  keep_batch(id, ttl)
end

-- Counts the ends of pictures. Returns for how many ms a record whose pictures have all ended is to be kept; nil where
-- that is seen to, or not to be yet.
local function count_in_batch(id, counts, ttl)
  local sealed = redis.call('HGET', batch_key(id), 'sealed')
  if not sealed then return ttl end
  local open
  for state, count in pairs(counts) do
    redis.call('HINCRBY', batch_key(id), state, count)
    open = redis.call('HINCRBY', batch_key(id), 'open', -count)
  end
  local finished = sealed == '1' and open <= 0
  if finished then finish_batch(id, ttl) end
  announce_batch(id)
  if sealed == '0' then return math.max(ttl, ${RECEIVING}) end
end

-- A picture that had ended in this state was erased alone.
local function uncount_in_batch(id, state)
  if redis.call('HGET', batch_key(id), 'sealed') ~= '1' then return end
  redis.call('HINCRBY', batch_key(id), state, -1)
  if redis.call('HINCRBY', batch_key(id), 'total', -1) <= 0 then erase_batch(id) else announce_batch(id) end
end
`;

/** ARGV: batch, token, model, owner. Returns the time. */
export const OPEN = `
local t = now()
redis.call('HSET', KEYS[1], 'token', ARGV[2], 'model', ARGV[3], 'owner', ARGV[4], 'created', t, 'total', 0, 'open', 0, 'succeeded', 0,
  'failed', 0, 'canceled', 0, 'sealed', 0, 'change', 0)
redis.call('PEXPIRE', KEYS[1], ${RECEIVING})
return t
`;

/** ARGV: batch, an item of the list, pictures, how many of them have failed already. Returns 1, or 0 for no such batch. */
export const ADD = `${BATCH}
local id = ARGV[1]
if redis.call('HGET', KEYS[1], 'sealed') ~= '0' then return 0 end
redis.call('HINCRBY', KEYS[1], 'total', ARGV[3])
redis.call('HINCRBY', KEYS[1], 'open', ARGV[3] - ARGV[4])
redis.call('HINCRBY', KEYS[1], 'failed', ARGV[4])
redis.call('RPUSH', bundles_key(id), ARGV[2])
redis.call('PEXPIRE', KEYS[1], ${RECEIVING})
redis.call('PEXPIRE', bundles_key(id), ${RECEIVING})
return 1
`;

/**
 * ARGV: batch, ttl in ms, and `once` with the ms for which it is remembered (empty where the request may be done twice). All
 * its pictures have come. Returns 1, or 0 for no such batch; where the same request was answered before, a list with that
 * batch's id instead, which is empty if it was another request.
 */
export const SEAL = `${BATCH}${ONCE}
local id = ARGV[1]
local token, sealed = unpack(redis.call('HMGET', KEYS[1], 'token', 'sealed'))
if sealed ~= '0' then return 0 end
if ARGV[3] ~= '' then
  local earlier = known(ARGV[3], function(other)
    local batch, its_token = string.match(other, '^(.+)%.(.+)$')
    return redis.call('HGET', batch_key(batch), 'token') == its_token
  end)
  if earlier then return {earlier} end
  remember(ARGV[3], id .. '.' .. token, ARGV[4])
end
redis.call('HSET', KEYS[1], 'sealed', 1)
if tonumber(redis.call('HGET', KEYS[1], 'open')) <= 0 then finish_batch(id, ARGV[2]) else keep_batch(id) end
announce_batch(id)
return 1
`;

/** ARGV: batch. Erases what is known of it, but none of its records. */
export const ERASE_BATCH = `${BATCH}
erase_batch(ARGV[1])
`;
