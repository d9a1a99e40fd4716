
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
