local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

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
if open > 0 then redis.call('ZADD', KEYS[2], t, ARGV[1]) else redis.call('PEXPIRE', KEYS[1], 3600000) end
return t
