import { BUNDLE_BYTES, BUNDLE_PICTURES } from '#contract';

/**
 * What waits, counted in one step with what happens to it, so that the door knows its room from one cheap number.
 *
 * The load is a hash: `pictures` and `bytes` (uploads without an outcome), `done` (outcomes written, ever). The turns are a
 * hash, too: for each caller whose submitted pictures wait, the end of the last one in line, counted in pictures.
 *
 * KEYS are those of the record scripts; here the load (6), the turns (7), what the keys of requests that are not to be
 * done twice begin with (8), and BullMQ's own set of submitted bundles that wait (9).
 */
export const LOAD = `
local freed = 0
-- To be done before anything else is written: a script that has begun to write is let finish where memory is full.
local function drop_upload(i)
  local size = redis.call('HSTRLEN', KEYS[1], i .. ':upload')
  redis.call('HDEL', KEYS[1], i .. ':upload')
  freed = freed + size
  return size
end
local function count_in_load(pictures, bytes)
  return redis.call('HINCRBY', KEYS[6], 'pictures', pictures), redis.call('HINCRBY', KEYS[6], 'bytes', bytes)
end
-- Versions of before there was a load neither count in nor out: when nothing waits, it is known for certain what does.
local function mend_load()
  if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('HSET', KEYS[6], 'pictures', 0, 'bytes', 0) end
end
local function count_out_of_load(pictures, done)
  count_in_load(-pictures, -freed)
  if done > 0 then redis.call('HINCRBY', KEYS[6], 'done', done) end
  mend_load()
end
local function has_room(pictures, bytes, most_pictures, most_bytes)
  mend_load()
  local load = redis.call('HMGET', KEYS[6], 'pictures', 'bytes')
  return (most_pictures < 0 or (load[1] or 0) + pictures <= most_pictures)
    and (most_bytes < 0 or (load[2] or 0) + bytes <= most_bytes)
end
`;

/** BullMQ takes priorities up to this one. */
const LAST_PRIORITY = 2 ** 21 - 1;

/**
 * Start-time fair queueing (Goyal, Vin and Cheng, 1996) of bundles: the virtual time is the priority of the first that
 * waits; a caller's next bundle comes at that time or when its last one ends, whichever is later. So callers take turns,
 * each with as many pictures, whoever sent how many and when. Beyond the last priority bundles go in the order they came.
 *
 * `take_turn(shares, most)`: shares are pictures by caller. Returns the bundle's priority; how many pictures the caller that
 * is furthest ahead has in line now; and whether that is more than it may have (never where it had none, nor where it
 * shares the bundle with others, who have done nothing).
 */
export const TURNS = `
local function share_of(bytes)
  return math.max(1, math.ceil(bytes * ${BUNDLE_PICTURES} / ${BUNDLE_BYTES}))
end
local function take_turn(shares, most)
  local first = redis.call('ZRANGE', KEYS[9], 0, 0, 'WITHSCORES')
  local time = 0
  if first[2] then time = (math.floor(first[2] / 4294967296) - 1) * ${BUNDLE_PICTURES} else redis.call('DEL', KEYS[7]) end
  local start, ahead, callers = math.huge, 0, 0
  for caller, share in pairs(shares) do
    local from = math.max(time, tonumber(redis.call('HGET', KEYS[7], caller) or 0))
    redis.call('HSET', KEYS[7], caller, from + share)
    start = math.min(start, from)
    ahead = math.max(ahead, from + share - time)
    callers = callers + 1
  end
  local priority = 1 + math.floor(start / ${BUNDLE_PICTURES})
  if priority >= ${LAST_PRIORITY} then return ${LAST_PRIORITY}, ahead, false end
  return priority, ahead, callers == 1 and start > time and most >= 0 and ahead > most
end
local function give_turn_back(shares)
  for caller, share in pairs(shares) do
    if redis.call('HEXISTS', KEYS[7], caller) == 1 then redis.call('HINCRBY', KEYS[7], caller, -share) end
  end
end
`;

/** How long a key and what it stands for are in a request that is not to be done twice; see once.ts. */
const DIGEST = 43;

/**
 * `known(once, lives)`: what a request with the same key was answered with, if that still lives: its id, or '' where it was
 * another request. `remember(once, id, ttl)` keeps it.
 */
export const ONCE = `
local function once_key(once) return KEYS[8] .. string.sub(once, 1, ${DIGEST}) end
local function known(once, lives)
  local kept = redis.call('GET', once_key(once))
  if not kept then return nil end
  local id = string.sub(kept, ${DIGEST + 1})
  if not lives(id) then return nil end
  return string.sub(kept, 1, ${DIGEST}) == string.sub(once, ${DIGEST + 1}) and id or ''
end
local function remember(once, id, ttl)
  redis.call('SET', once_key(once), string.sub(once, ${DIGEST + 1}) .. id, 'PX', ttl)
end
`;
