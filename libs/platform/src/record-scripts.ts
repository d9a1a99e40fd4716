import { BATCH, RECEIVING } from './batch-scripts.js';
import { LOAD, ONCE, TURNS } from './load-scripts.js';

/**
 * The scripts that change a record; each does so in one step, and announces it on the channel.
 *
 * A record is a hash: `model`, `home` (the API process that waits for its pictures; empty if none does),
 * `batch` (where it is part of one), `pictures`, `open` (those without an outcome), `kept` (those not erased), `claims`;
 * and for the picture at index i `i:token`, `i:owner`, `i:state`, `i:tries`, `i:created`, `i:started`, `i:finished`,
 * `i:upload` until it is settled, `i:outcome` and `i:seen` from then on, and `i:saliency` (see saliency-maps.ts) where somebody
 * has asked for it.
 *
 * KEYS are always: the record, the set of open records, the channels' common name, what the keys of records and of
 * batches begin with, and those of load-scripts.ts (what is common or begun with is a name, not a key that holds anything).
 */

/** Milliseconds that uploads are kept which no record has been made of: the process that wrote them died at that moment. */
export const ORPHANED = 60_000;

/**
 * ARGV: bundle, model, home, batch (empty where it is part of none), most pictures and bytes that may wait, most
 * pictures that one caller may have in line (-1 for no limit each), ms for which a request that is not to be done twice is remembered; then of each picture token, owner, outcome
 * (empty where there is an upload, which has been written already), caller (empty where it takes no turn), and `once` (empty
 * where it may be done twice). Returns the time, the pictures and bytes that wait now, the bundle's priority, the pictures
 * that its caller has in line; and for each picture that was known already its index, a space, and the job's id, or
 * nothing if its key came with another picture. The error of what there is no room for is `FULL`, or `YOURS` if its only
 * caller has too much in line.
 */
export const CREATE = `${LOAD}${TURNS}${ONCE}
local t = now()
local id, n = ARGV[1], (#ARGV - 8) / 5
local open, bytes, shares, takes_turn = 0, 0, {}, false
local again, skipped, remembered = {}, {}, {}
local function lives(job)
  local bundle, index, token = string.match(job, '^(.+)%.(%d+)%.(.+)$')
  return bundle == id or redis.call('HGET', KEYS[4] .. bundle, index .. ':token') == token
end
local function refuse(reason)
  redis.call('DEL', KEYS[1])
  for _, once in ipairs(remembered) do redis.call('DEL', once_key(once)) end
  return redis.error_reply(reason)
end
for i = 0, n - 1 do
  local token, outcome, caller, once = ARGV[9 + 5 * i], ARGV[11 + 5 * i], ARGV[12 + 5 * i], ARGV[13 + 5 * i]
  if outcome == '' then
    local size = redis.call('HSTRLEN', KEYS[1], i .. ':upload')
    -- There was no memory for the uploads, and there may be some for the rest.
    if size == 0 then return refuse('OOM no uploads') end
    local earlier = once ~= '' and known(once, lives)
    if earlier then
      redis.call('HDEL', KEYS[1], i .. ':upload')
      again[#again + 1] = i .. ' ' .. earlier
      skipped[i] = true
    else
      if once ~= '' then
        remember(once, id .. '.' .. i .. '.' .. token, ARGV[8])
        remembered[#remembered + 1] = once
      end
      open, bytes = open + 1, bytes + size
      if caller ~= '' then
        shares[caller] = (shares[caller] or 0) + share_of(size)
        takes_turn = true
      end
    end
  end
end
if not has_room(open, bytes, tonumber(ARGV[5]), tonumber(ARGV[6])) then return refuse('FULL no room') end
local priority, ahead = 0, 0
if takes_turn then
  local is_over
  priority, ahead, is_over = take_turn(shares, tonumber(ARGV[7]))
  if is_over then
    give_turn_back(shares)
    return refuse('YOURS no room')
  end
end
local pictures, waiting_bytes = count_in_load(open, bytes)
if #again == n then redis.call('DEL', KEYS[1])
else
  redis.call('PERSIST', KEYS[1])
  redis.call('HSET', KEYS[1], 'model', ARGV[2], 'home', ARGV[3], 'pictures', n, 'open', open, 'kept', n - #again, 'claims', 0)
  if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'batch', ARGV[4]) end
  for i = 0, n - 1 do
    local a = 9 + 5 * i
    if skipped[i] then -- Another job stands for it.
    elseif ARGV[a + 2] == '' then
      redis.call('HSET', KEYS[1], i .. ':token', ARGV[a], i .. ':owner', ARGV[a + 1], i .. ':state', 'queued', i .. ':tries', 0, i .. ':created', t)
    else
      redis.call('HSET', KEYS[1], i .. ':token', ARGV[a], i .. ':owner', ARGV[a + 1], i .. ':outcome', ARGV[a + 2],
        i .. ':state', 'failed', i .. ':tries', 0, i .. ':created', t, i .. ':finished', t)
    end
  end
  if open > 0 then redis.call('ZADD', KEYS[2], t, id) else redis.call('PEXPIRE', KEYS[1], ${RECEIVING}) end
end
return {t, pictures, waiting_bytes, priority, ahead, unpack(again)}
`;

/** What the scripts share: telling of changes, counting down, and letting the record expire when all have ended. */
export const ANNOUNCE = `${BATCH}${LOAD}
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
  count_out_of_load(sum, sum - (counts.canceled or 0))
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

/**
 * ARGV: bundle, ttl in ms, then index, state, outcome and seen pixels of each picture. Drops those already ended; returns of
 * each other one the ms since it came.
 */
export const SETTLE = `${ANNOUNCE}
local t = now()
local changes, counts, took = {}, {}, {}
for a = 3, #ARGV, 4 do
  local i, state, outcome = ARGV[a], ARGV[a + 1], ARGV[a + 2]
  if is_open(i) then
    drop_upload(i)
    redis.call('HSET', KEYS[1], i .. ':state', state, i .. ':finished', t, i .. ':outcome', outcome, i .. ':seen', ARGV[a + 3])
    counts[state] = (counts[state] or 0) + 1
    took[#took + 1] = t - (redis.call('HGET', KEYS[1], i .. ':created') or t)
    changes[#changes + 1] = '"' .. i .. '":{"state":"' .. state .. '","at":' .. t .. ',"outcome":' .. outcome .. '}'
  end
end
if #changes == 0 then return took end
announce(changes, true)
ended(counts, ARGV[2])
return took
`;

/** ARGV: bundle, index. Counts one more try of a picture, and returns how many there have been. */
export const TRY = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HINCRBY', KEYS[1], ARGV[2] .. ':tries', 1)
`;

/**
 * ARGV: bundle, ttl in ms, index, token. Returns null for an unknown picture, else its state before; where that was
 * queued, the model, the times of creation and cancelation, and the owner, too.
 */
export const CANCEL = `${ANNOUNCE}
local i = ARGV[3]
if redis.call('HGET', KEYS[1], i .. ':token') ~= ARGV[4] then return false end
local state = redis.call('HGET', KEYS[1], i .. ':state')
if state ~= 'queued' then return {state} end
local t = now()
drop_upload(i)
redis.call('HSET', KEYS[1], i .. ':state', 'canceled', i .. ':finished', t)
announce({'"' .. i .. '":{"state":"canceled","at":' .. t .. '}'}, true)
ended({canceled = 1}, ARGV[2])
return {state, redis.call('HGET', KEYS[1], 'model'), redis.call('HGET', KEYS[1], i .. ':created'), tostring(t),
  redis.call('HGET', KEYS[1], i .. ':owner') or ''}
`;

/** ARGV: bundle, index, token. Removes all there is of an ended picture; returns 1 if it did. */
export const ERASE = `${ANNOUNCE}
local i = ARGV[2]
if redis.call('HGET', KEYS[1], i .. ':token') ~= ARGV[3] or is_open(i) then return 0 end
local batch = redis.call('HGET', KEYS[1], 'batch')
if batch then uncount_in_batch(batch, redis.call('HGET', KEYS[1], i .. ':state')) end
for _, field in ipairs({'token', 'owner', 'state', 'tries', 'created', 'started', 'finished', 'outcome', 'seen', 'saliency'}) do
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
