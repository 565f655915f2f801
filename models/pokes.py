"""Pokes: over Redis, whoever waits is woken at once. Nothing depends on it, and nobody waits for it."""

import asyncio
import contextlib
import logging
import time

import redis.asyncio as redis

from models.settings import Settings

ANSWER_SECONDS = 0.25
QUIET_SECONDS = 1.0
"""After a failure Redis is left alone for so long."""

log = logging.getLogger("cryptotalks.pokes")


class _Pokes:
    """This process's one connection for poking: one poke under way at most, which stands for all of its time."""

    def __init__(self, settings: Settings) -> None:
        self.client = redis.Redis.from_pool(redis.ConnectionPool.from_url(settings.redis_url.get_secret_value()))
        self.channel = channel(settings)
        self.sending: asyncio.Task[None] | None = None
        self.again = False
        self.quiet_until = 0.0

    def poke(self) -> None:
        if self.sending and not self.sending.done():
            self.again = True
        elif time.monotonic() >= self.quiet_until:
            self.sending = asyncio.create_task(self._send(), name="poke")

    async def _send(self) -> None:
        self.again = True
        while self.again:
            self.again = False
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self.client.publish(self.channel, b"")
            except (redis.RedisError, OSError):
                self.quiet_until = time.monotonic() + QUIET_SECONDS

    async def close(self) -> None:
        if self.sending:
            self.sending.cancel()
            await asyncio.wait([self.sending])
        await self.client.aclose()


_pokes: _Pokes | None = None


def channel(settings: Settings) -> str:
    return f"{settings.namespace}:relay"


def connect(settings: Settings) -> None:
    """From now on this process pokes; no server is asked yet. Where no Redis is given, nobody is poked."""
    global _pokes  # noqa: PLW0603
    if settings.redis_url.get_secret_value():
        _pokes = _Pokes(settings)


async def disconnect() -> None:
    global _pokes
    pokes, _pokes = _pokes, None
    if pokes:
        await pokes.close()


async def poke() -> None:
    """Wake the relay: there is news. To be run after a commit; it waits for nothing and raises nothing."""
    if _pokes:
        _pokes.poke()


async def listen(settings: Settings, wake: asyncio.Event, stop: asyncio.Event) -> None:
    """Set `wake` at every poke, until told to stop. While Redis is away, there are none."""
    while not stop.is_set():
        try:
            async with redis.Redis.from_url(
                settings.redis_url.get_secret_value(), socket_connect_timeout=1, socket_keepalive=True
            ) as client:
                ear = client.pubsub(ignore_subscribe_messages=True)
                await ear.subscribe(channel(settings))
                while not stop.is_set():
                    if await ear.get_message(timeout=1.0):
                        wake.set()
        except (redis.RedisError, OSError) as error:
            log.debug("no pokes: %s", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), QUIET_SECONDS)
