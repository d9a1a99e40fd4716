import { BATCH, RECEIVING } from './batch-scripts.js';

/**
 * The scripts that change a record; each does so in one step, and announces it on the channel.
 *
 * A record is a hash: `model`, `home` (the API process that waits for its pictures; empty if none does),
 * `batch` (where it is part of one), `pictures`, `open` (those without an outcome), `kept` (those not erased), `claims`;
 * and for the picture at index i `i:token`, `i:owner`, `i:state`, `i:tries`, `i:created`, `i:started`, `i:finished`,
 * `i:upload` until it is settled, `i:outcome` and `i:seen` from then on.
 *
 * KEYS are always: the record, the set of open records, the channels' common name, and what the keys of records and of
 * batches begin with (the last three are names only, not keys that hold anything).
 */

/** Milliseconds that uploads are kept which no record has been made of: the process that wrote them died at that moment. */
export const ORPHANED = 60_000;

/**
 * ARGV: bundle, model, home, batch (empty where it is part of none), then token, owner and outcome of each picture: the
 * outcome is empty where there is an upload, which has been written already. Returns the time.
 */
export const CREATE = `
local t = now()
local n = (#ARGV - 4) / 3
local open = 0
for a = 7, #ARGV, 3 do if ARGV[a] == '' then open = open + 1 end end
-- There was no memory for the uploads, and there may be some for the rest.
if redis.call('HLEN', KEYS[1]) < open then return redis.error_reply('OOM no uploads') end
redis.call('PERSIST', KEYS[1])
redis.call('HSET', KEYS[1], 'model', ARGV[2], 'home', ARGV[3], 'pictures', n, 'open', open, 'kept', n, 'claims', 0)
if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'batch', ARGV[4]) end
for i = 0, n - 1 do
  local a = 5 + 3 * i
  if ARGV[a + 2] == '' then
    redis.call('HSET', KEYS[1], i .. ':token', ARGV[a], i .. ':owner', ARGV[a + 1], i .. ':state', 'queued', i .. ':tries', 0, i .. ':created', t)
  else
    redis.call('HSET', KEYS[1], i .. ':token', ARGV[a], i .. ':owner', ARGV[a + 1], i .. ':outcome', ARGV[a + 2],
      i .. ':state', 'failed', i .. ':tries', 0, i .. ':created', t, i .. ':finished', t)
  end
end
if open > 0 then redis.call('ZADD', KEYS[2], t, ARGV[1]) else redis.call('PEXPIRE', KEYS[1], ${RECEIVING}) end
return t
`;

/** What the scripts share: telling of changes, counting down, and letting the record expire when all have ended. */
export const ANNOUNCE = `${BATCH}
local function announce(changes, are_ends)
  local text = '{"bundle":"' .. ARGV[1] .. '","pictures":{' .. table.concat(changes, ',') .. '}}'
  redis.call('PUBLISH', KEYS[3] .. ':' .. ARGV[1], text)
  local home = redis.call('HGET', KEYS[1], 'home')
  if not home then redis.call('PUBLISH', KEYS[3], text)
  elseif are_ends and home ~= '' then redis.call('PUBLISH', KEYS[3] .. ':' .. home, text) end
end
local function ended(counts, ttl)
  local sum = 0
  for _, count in pairs(counts) do sum = sum + count end
  local open = redis.call('HINCRBY', KEYS[1], 'open', -sum)
  if open <= 0 then redis.call('ZREM', KEYS[2], ARGV[1]) end
  local batch = redis.call('HGET', KEYS[1], 'batch')
  local kept = tonumber(ttl)
  if batch then kept = count_in_batch(batch, counts, kept) end
  if open <= 0 and kept then redis.call('PEXPIRE', KEYS[1], kept) end
end
local function is_open(i)
  local state = redis.call('HGET', KEYS[1], i .. ':state')
  return state == 'queued' or state == 'processing'
end
`;

/** ARGV: bundle, pictures. Returns the number of claims, this included, then the index of each open picture. */
export const CLAIM = `${ANNOUNCE}
local t = now()
local claims = 1 + (redis.call('HGET', KEYS[1], 'claims') or 0)
local claimed, changes = {}, {}
for i = 0, ARGV[2] - 1 do
  if is_open(i) then
    redis.call('HSET', KEYS[1], i .. ':state', 'processing')
    redis.call('HSETNX', KEYS[1], i .. ':started', t)
    if claims == 1 then redis.call('HSET', KEYS[1], i .. ':tries', 1) end
    claimed[#claimed + 1] = i
    changes[#changes + 1] = '"' .. i .. '":{"state":"processing","at":' .. t .. '}'
  end
end
if #changes > 0 then
  redis.call('HSET', KEYS[1], 'claims', claims)
  announce(changes)
end
return {claims, unpack(claimed)}
`;

/** ARGV: bundle, ttl in ms, then index, state, outcome and seen pixels of each picture. Drops those already ended. */
export const SETTLE = `${ANNOUNCE}
local t = now()
local changes, counts = {}, {}
for a = 3, #ARGV, 4 do
  local i, state, outcome = ARGV[a], ARGV[a + 1], ARGV[a + 2]
  if is_open(i) then
    redis.call('HSET', KEYS[1], i .. ':state', state, i .. ':finished', t, i .. ':outcome', outcome, i .. ':seen', ARGV[a + 3])
    redis.call('HDEL', KEYS[1], i .. ':upload')
    counts[state] = (counts[state] or 0) + 1
    changes[#changes + 1] = '"' .. i .. '":{"state":"' .. state .. '","at":' .. t .. ',"outcome":' .. outcome .. '}'
  end
end
if #changes == 0 then return 0 end
announce(changes, true)
ended(counts, ARGV[2])
return #changes
`;

/** ARGV: bundle, index. Counts one more try of a picture, and returns how many there have been. */
export const TRY = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HINCRBY', KEYS[1], ARGV[2] .. ':tries', 1)
`;

/**
 * ARGV: bundle, ttl in ms, index, token. Returns null for an unknown picture, else its state before; where that was
 * queued, the model and the times of creation and cancelation, too.
 */
export const CANCEL = `${ANNOUNCE}
local i = ARGV[3]
if redis.call('HGET', KEYS[1], i .. ':token') ~= ARGV[4] then return false end
local state = redis.call('HGET', KEYS[1], i .. ':state')
if state ~= 'queued' then return {state} end
local t = now()
redis.call('HSET', KEYS[1], i .. ':state', 'canceled', i .. ':finished', t)
redis.call('HDEL', KEYS[1], i .. ':upload')
announce({'"' .. i .. '":{"state":"canceled","at":' .. t .. '}'}, true)
ended({canceled = 1}, ARGV[2])
return {state, redis.call('HGET', KEYS[1], 'model'), redis.call('HGET', KEYS[1], i .. ':created'), tostring(t)}
`;

/** ARGV: bundle, index, token. Removes all there is of an ended picture; returns 1 if it did. */
export const ERASE = `${ANNOUNCE}
local i = ARGV[2]
if redis.call('HGET', KEYS[1], i .. ':token') ~= ARGV[3] or is_open(i) then return 0 end
local batch = redis.call('HGET', KEYS[1], 'batch')
if batch then uncount_in_batch(batch, redis.call('HGET', KEYS[1], i .. ':state')) end
for _, field in ipairs({'token', 'owner', 'state', 'tries', 'created', 'started', 'finished', 'outcome', 'seen'}) do
  redis.call('HDEL', KEYS[1], i .. ':' .. field)
end
announce({'"' .. i .. '":{"state":"erased","at":' .. now() .. '}'})
if redis.call('HINCRBY', KEYS[1], 'kept', -1) <= 0 then redis.call('DEL', KEYS[1]) end
return 1
`;

/** KEYS: the set of open records. ARGV: age in ms, how many to pass over, most. Returns those bundles, oldest first. */
export const OPEN_SINCE = `
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now() - ARGV[1], 'LIMIT', ARGV[2], ARGV[3])
`;
