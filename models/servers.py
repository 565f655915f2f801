"""The servers that the program needs: how a process is connected to them, and whether each of them answers."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pymongo
import redis.asyncio as redis

from models import database, limiter, log, pokes
from models.audit import connection as action_log
from models.settings import Settings

ANSWER_SECONDS = 1.2


async def connect(settings: Settings) -> None:
    """Connect this process. No server is asked yet: a process may start before any of them."""
    await database.connect(settings)
    pokes.connect(settings)
    limiter.connect(settings)
    action_log.connect(settings)


async def disconnect() -> None:
    await action_log.disconnect()
    await limiter.disconnect()
    await pokes.disconnect()
    await database.disconnect()


async def _postgresql(settings: Settings) -> None:
    await database.fetch_value("select 1")


async def _redis(settings: Settings) -> None:
    url = settings.redis_url.get_secret_value()
    async with redis.Redis.from_pool(redis.ConnectionPool.from_url(url)) as client:
        await client.ping()


async def _mongodb(settings: Settings) -> None:
    url = settings.mongo_url.get_secret_value()
    client: pymongo.AsyncMongoClient[dict[str, Any]] = pymongo.AsyncMongoClient(url, serverSelectionTimeoutMS=1000)
    async with client:
        await client.admin.command("ping")


SERVERS: dict[str, Callable[[Settings], Awaitable[None]]] = {
    "postgresql": _postgresql,
    "kafka": log.check,
    "redis": _redis,
    "mongodb": _mongodb,
}
NEEDED = {"postgresql"}
"""Without these nothing can be answered; without the others what is written goes on, and what follows waits."""


async def answers(settings: Settings) -> dict[str, bool]:
    """Ask all servers at once, each for a limited time: who answers. One that hangs counts as away."""

    async def ask(check: Callable[[Settings], Awaitable[None]]) -> bool:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await check(settings)
        except Exception:  # whatever a driver raises, the server did not answer
            return False
        return True

    found = await asyncio.gather(*map(ask, SERVERS.values()))
    return dict(zip(SERVERS, found, strict=True))
