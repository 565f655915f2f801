"""The limiter: how often something may be tried, counted in Redis, or in PostgreSQL while Redis is away; never open."""

import asyncio
import logging
import math
import time
from collections.abc import Sequence
from contextvars import Context
from datetime import timedelta
from typing import Any

import redis.asyncio as redis
from tortoise import fields
from tortoise.models import Model

from models import clock, database
from models.errors import RateLimited, Unavailable
from models.keys import digest
from models.limits import Figures, Limit
from models.settings import Settings

ANSWER_SECONDS = 0.25
QUIET_SECONDS = 1.0
"""After a failure Redis is left alone for so long."""
CONNECTIONS = 8

log = logging.getLogger("cryptotalks.limiter")


class LimitCount(Model):
    """The limiter's fallback while Redis is away: how often within the window that ends then."""

    key = fields.CharField(max_length=120, primary_key=True)
    count = fields.IntField()
    ends_at = fields.DatetimeField()
    free_at = fields.DatetimeField(null=True)

    class Meta:
        table = "limit_count"


# The time is the caller's, in milliseconds; Redis' own clock only cleans up. Answers how long to wait. No wait is 0 and
# not the present: of two tries at once, the one that read the clock first may come last.
_TAKE_IN_REDIS = """
local now, window, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local found = redis.call('HMGET', KEYS[1], 'count', 'ends_at', 'free_at')
local count, ends_at, free_at = tonumber(found[1]), tonumber(found[2]), tonumber(found[3])
if not ends_at or ends_at <= now then
  count, ends_at, free_at = 0, now + window, 0
end
if free_at > now then
  return math.min(free_at, ends_at) - now
end
count = count + 1
local delay = tonumber(ARGV[3 + count] or 0)
free_at = count >= most and ends_at or delay > 0 and now + delay or 0
redis.call('HSET', KEYS[1], 'count', count, 'ends_at', ends_at, 'free_at', free_at)
redis.call('PEXPIRE', KEYS[1], ends_at - now)
return 0
"""

_GIVE_BACK_IN_REDIS = """
local count = tonumber(redis.call('HGET', KEYS[1], 'count'))
if count and count > 0 then
  redis.call('HSET', KEYS[1], 'count', count - 1, 'free_at', 0)
end
return 0
"""

_CLEAR_IN_REDIS = "return redis.call('DEL', KEYS[1])"


def _free_at(count: str, ends_at: str) -> str:
    delay = f"nullif(($5::float8[])[{count}], 0)"
    return f"case when {count} >= $4::int then {ends_at} else $2::timestamptz + make_interval(secs => {delay}) end"


# The window is over, the try is refused, or it is one more. A row that was not there has no `old`.
_TAKE_IN_POSTGRESQL = f"""
insert into limit_count as l (key, count, ends_at, free_at)
values ($1, 1, $3::timestamptz, {_free_at("1", "$3::timestamptz")})
on conflict (key) do update set (count, ends_at, free_at) = (
  select excluded.count, excluded.ends_at, excluded.free_at where l.ends_at <= $2::timestamptz
  union all
  select l.count, l.ends_at, l.free_at where l.ends_at > $2 and l.free_at > $2
  union all
  select l.count + 1, l.ends_at, {_free_at("l.count + 1", "l.ends_at")}
  where l.ends_at > $2 and (l.free_at > $2) is not true)
returning case when old.free_at > $2 then 1000 * extract(epoch from least(old.free_at, old.ends_at) - $2) end as wait
"""


class _Limiter:
    """This process's way to Redis, and which figures count."""

    def __init__(self, settings: Settings) -> None:
        self.strict = settings.limits_are_strict
        self.namespace = settings.namespace
        self.quiet_until = 0.0
        self.client: redis.Redis | None = None
        if url := settings.redis_url.get_secret_value():
            pool = redis.BlockingConnectionPool.from_url(url, max_connections=CONNECTIONS, timeout=None)
            self.client = redis.Redis.from_pool(pool)
            texts = (_TAKE_IN_REDIS, _GIVE_BACK_IN_REDIS, _CLEAR_IN_REDIS)
            self.scripts = {text: self.client.register_script(text) for text in texts}

    def most(self, figures: Figures) -> int:
        return figures.most if self.strict or figures.relaxed is None else figures.relaxed

    async def ask_redis(self, script: str, key: str, *values: int) -> int | None:
        """What the script answers; None where Redis does not."""
        if not self.client or time.monotonic() < self.quiet_until:
            return None
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer: Any = await self.scripts[script](keys=[f"{self.namespace}:limit:{key}"], args=values)
                return int(answer)
        except (redis.RedisError, OSError) as error:
            log.debug("counting in PostgreSQL: %s", error)
            self.quiet_until = time.monotonic() + QUIET_SECONDS
            return None


_limiter: _Limiter | None = None


def connect(settings: Settings) -> None:
    """From now on this process counts; no server is asked yet. Where no Redis is given, PostgreSQL counts alone."""
    global _limiter  # noqa: PLW0603
    _limiter = _Limiter(settings)


async def disconnect() -> None:
    global _limiter
    limiter, _limiter = _limiter, None
    if limiter and limiter.client:
        await limiter.client.aclose()


async def take(limit: Limit, key: str) -> None:
    """Count one try. Raises RateLimited where it is one too many, which is not counted, and Unavailable.

    Best before a transaction is opened: PostgreSQL counts on a connection of its own, whatever becomes of the caller's.
    """
    limiter, figures, now, name = _connected(), limit.value, clock.now(), _name(limit, key)
    most, ends_at = limiter.most(figures), now + timedelta(seconds=figures.seconds)
    numbers = [int(now.timestamp() * 1000), figures.seconds * 1000, most, *(delay * 1000 for delay in figures.delays)]
    wait: float | None = await limiter.ask_redis(_TAKE_IN_REDIS, name, *numbers)
    if wait is None:
        (row,) = await _ask_postgresql(_TAKE_IN_POSTGRESQL, name, now, ends_at, most, figures.delays)
        wait = float(row["wait"] or 0)
    if wait > 0:
        raise RateLimited(min(math.ceil(wait / 1000), figures.seconds))


async def give_back(limit: Limit, key: str) -> None:
    """The try was no wrong one: undo what `take` counted, once, and only if it was taken."""
    name = _name(limit, key)
    if await _connected().ask_redis(_GIVE_BACK_IN_REDIS, name) is None:
        sql = "update limit_count set count = count - 1, free_at = null where key = $1 and count > 0"
        await _ask_postgresql(sql, name)


async def clear(limit: Limit, key: str) -> None:
    """The owner has proved who they are: the count begins anew."""
    name = _name(limit, key)
    if await _connected().ask_redis(_CLEAR_IN_REDIS, name) is None:
        await _ask_postgresql("delete from limit_count where key = $1", name)


async def forget() -> None:
    """Delete, in the transaction that is open, some of the rows whose window is over."""
    await database.execute(
        """
        delete from limit_count where key in (
          select key from limit_count where ends_at <= $1 limit 1000 for update skip locked)
        """,
        clock.now(),
    )


def _connected() -> _Limiter:
    if not _limiter:
        raise Unavailable("Redis")
    return _limiter


def _name(limit: Limit, key: str) -> str:
    """What is counted under: who it is about cannot be read from it."""
    return f"{limit.name.lower()}:{digest('limits', key)}"


async def _ask_postgresql(sql: str, *values: object) -> list[dict[str, Any]]:
    """In a context where no transaction is open: what undoes the caller's must not undo the count."""
    return await asyncio.create_task(_ask(sql, values), context=Context())


async def _ask(sql: str, values: Sequence[object]) -> list[dict[str, Any]]:
    async with database.transaction():
        return await database.execute(sql, *values)
