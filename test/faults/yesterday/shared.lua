local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

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
  if sealed == '0' then return math.max(ttl, 3600000) end
end

-- A picture that had ended in this state was erased alone.
local function uncount_in_batch(id, state)
  if redis.call('HGET', batch_key(id), 'sealed') ~= '1' then return end
  redis.call('HINCRBY', batch_key(id), state, -1)
  if redis.call('HINCRBY', batch_key(id), 'total', -1) <= 0 then erase_batch(id) else announce_batch(id) end
end

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
