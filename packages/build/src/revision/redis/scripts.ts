/** The format of the keys; a ledger of a newer one is refused. */
export const FORMAT = 1;

/** What a script answers if the ledger has another format than {@link FORMAT}. */
export const OTHER_FORMAT = 'VERSTAMP_FORMAT';

/** What a script answers if a key does not hold what was written. */
export const DAMAGED = 'VERSTAMP_DAMAGED';

/**
 * Numbers and releases stand in one hash, so that no part of a ledger can go without the rest: `format`,
 * `r:NAME` and `p:NAME@VERSION`. Claims, which end anyway, stand in another.
 */
const HEAD = `local ledger, claims = KEYS[1], KEYS[2]
local format = redis.call('HGET', ledger, 'format')
if not format then redis.call('HSET', ledger, 'format', '${FORMAT}')
elseif format ~= '${FORMAT}' then return redis.error_reply('${OTHER_FORMAT} ' .. format) end
`;

const NOW = `local now = tonumber(ARGV[1])
if not now then local t = redis.call('TIME') now = t[1] * 1000 + math.floor(t[2] / 1000) end
`;

/**
 * Issues the first block that a process asks for: field, start, count. Returns its last number. What follows is taken
 * by HINCRBY alone, which fails where the field holds anything but a number: a newer format must see to that.
 */
export const BEGIN: string = `${HEAD}local had = redis.call('HGET', ledger, ARGV[1]) or '0'
if not string.match(had, '^%d+$') then return redis.error_reply('${DAMAGED} ' .. ARGV[1]) end
if tonumber(had) < ARGV[2] - 1 then redis.call('HSET', ledger, ARGV[1], string.format('%.0f', ARGV[2] - 1)) end
return redis.call('HINCRBY', ledger, ARGV[1], ARGV[3])`;

/** Claims releases: now, duration, nonce, owner, then key and release of each. Returns the end, or now and all claims. */
export const CLAIM: string = `${HEAD}${NOW}for at = 5, #ARGV, 2 do
  local value = redis.call('HGET', claims, ARGV[at])
  local other = value and cjson.decode(value)
  if other and other.nonce ~= ARGV[3] and other.expires > now then
    return { 'held', string.format('%.0f', now), redis.call('HVALS', claims) }
  end
end
local expires = now + tonumber(ARGV[2])
for at = 5, #ARGV, 2 do
  local claim = { nonce = ARGV[3], owner = ARGV[4], expires = expires, release = ARGV[at + 1] }
  redis.call('HSET', claims, ARGV[at], cjson.encode(claim))
end
return { 'claimed', string.format('%.0f', expires) }`;

/** Gives a claim back: nonce. */
export const DROP: string = `${HEAD}local all = redis.call('HGETALL', claims)
for at = 1, #all, 2 do
  if cjson.decode(all[at + 1]).nonce == ARGV[1] then redis.call('HDEL', claims, all[at]) end
end`;

/** Records releases: key and release of each. Returns, in the same way, those on record with another digest; then nothing is recorded. */
export const RECORD: string = `${HEAD}local other = {}
for at = 1, #ARGV, 2 do
  local had = redis.call('HGET', ledger, 'p:' .. ARGV[at])
  if had and cjson.decode(had).digest ~= cjson.decode(ARGV[at + 1]).digest then
    other[#other + 1] = ARGV[at]
    other[#other + 1] = had
  end
end
if #other > 0 then return other end
for at = 1, #ARGV, 2 do
  redis.call('HSETNX', ledger, 'p:' .. ARGV[at], ARGV[at + 1])
  redis.call('HDEL', claims, ARGV[at])
end
return other`;
