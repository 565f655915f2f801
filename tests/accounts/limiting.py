"""What the tests of the limiter share: trying, looking into both stores, and a Redis that hangs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import redis.asyncio as redis

from models import clock, limiter
from models.errors import RateLimited
from models.limits import Limit
from models.settings import Settings
from tests.events.telling import rows

QUARTER, HOUR = 900, 3600
AWAY = "redis://127.0.0.1:1/0"


def somebody(name: str) -> str:
    """An email that nobody else has."""
    return f"{name}-{uuid4().hex}@example.org"


def with_redis(forum: Settings, url: str) -> Settings:
    return forum.model_copy(update={"redis_url": type(forum.redis_url)(url)})


@asynccontextmanager
async def counting(settings: Settings) -> AsyncIterator[None]:
    limiter.connect(settings)
    try:
        yield
    finally:
        await limiter.disconnect()


def move(seconds: float) -> None:
    clock.move(timedelta(seconds=seconds))


async def tried(limit: Limit, key: str) -> int:
    """How long to wait: 0 where the try was taken."""
    try:
        await limiter.take(limit, key)
    except RateLimited as refusal:
        return refusal.retry_after
    return 0


async def many(limit: Limit, key: str, times: int) -> list[int]:
    return [await tried(limit, key) for _ in range(times)]


async def at_once(limit: Limit, key: str, times: int) -> int:
    """How many of them were taken."""
    return (await asyncio.gather(*(tried(limit, key) for _ in range(times)))).count(0)


async def in_redis(forum: Settings) -> dict[str, str]:
    """What stands there of the limiter's, and that all of it will go."""
    found = {}
    async with redis.Redis.from_url(forum.redis_url.get_secret_value(), decode_responses=True) as client:
        async for key in client.scan_iter(f"{forum.namespace}:limit:*"):
            assert 0 < await client.pttl(key) <= HOUR * 1000
            found[key] = str(await client.hgetall(key))
    return found


async def in_postgresql() -> dict[str, str]:
    return {row.key: str(dict(row)) for row in await rows("select * from limit_count")}


async def everywhere(forum: Settings) -> dict[str, dict[str, str]]:
    return {"Redis": await in_redis(forum), "PostgreSQL": await in_postgresql()}


@dataclass
class Road:
    """A way to Redis: who comes while it is not open hears nothing."""

    settings: Settings
    is_open: bool = False
    arrivals: int = 0


@asynccontextmanager
async def blocked_road(forum: Settings) -> AsyncIterator[Road]:
    road, url = Road(forum), forum.redis_url.get_secret_value()
    address = urlsplit(url).netloc.rpartition("@")[2]
    host, port = address.split(":")

    async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while some := await source.read(65536):
            target.write(some)
        target.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        road.arrivals += 1
        if road.is_open:
            there, back = await asyncio.open_connection(host, int(port))
            await asyncio.gather(carry(reader, back), carry(there, writer))
        else:
            await reader.read()
            writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    road.settings = with_redis(forum, url.replace(address, f"{host}:{server.sockets[0].getsockname()[1]}"))
    try:
        yield road
    finally:
        server.close()
        await server.wait_closed()
