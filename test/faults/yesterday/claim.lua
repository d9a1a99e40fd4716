
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
