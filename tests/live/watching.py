"""Watching in a test: a process' live feeds, and what a sink gets."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from api.execution import Execution, Refused
from api.streams import Stream, Streams
from models import feeds, lease
from models.actor import NOBODY, Actor, Role
from models.live import Live
from models.settings import Settings
from resolvers.context import Context
from resolvers.schema import schema
from tests.visitor import Visitor

RELAY = "a relay of this test"


@dataclass
class Watcher:
    """A sink that keeps what it gets; `room` is how much it takes before it is full."""

    got: list[dict[str, Any]] = field(default_factory=list)
    room: int = 1_000_000
    was_replaced: int = 0
    has_given_up: bool = False
    end: Callable[[], None] = lambda: None

    def push(self, payload: bytes) -> bool:
        if len(self.got) >= self.room:
            return False
        self.got.append(json.loads(payload))
        return True

    def replace(self, payload: bytes) -> None:
        self.was_replaced += 1
        self.got[:] = [json.loads(payload)]

    def give_up(self) -> None:
        self.has_given_up = True

    @property
    def events(self) -> list[dict[str, Any]]:
        """The one field of each answer."""
        assert not [answer for answer in self.got if "errors" in answer], self.got
        return [event for answer in self.got for event in answer["data"].values()]

    @property
    def kinds(self) -> list[str]:
        return [event["__typename"] for event in self.events]

    @property
    def cursor(self) -> str:
        """The last one."""
        cursor: str = self.events[-1]["cursor"]
        return cursor


@dataclass
class Process:
    """One process that follows."""

    live: Live
    streams: Streams
    watchers: list[Watcher] = field(default_factory=list)

    async def watch(self, document: str, actor: Actor = NOBODY, room: int = 1_000_000, **variables: Any) -> Watcher:
        """Somebody whose stream has said its first word; what was written before is followed already."""
        await self.settle_feeds()
        watcher = await self.begin(document, actor, Watcher(room=room), **variables)
        await until(lambda: bool(watcher.got))
        return watcher

    async def begin(self, document: str, actor: Actor, watcher: Watcher, **variables: Any) -> Watcher:
        operation = self.streams.execution.prepare(document, None, variables)
        watcher.end = await self.streams.open(operation, Context(actor), watcher)
        self.watchers.append(watcher)
        return watcher

    async def refusal(self, document: str, actor: Actor = NOBODY, **variables: Any) -> str:
        """The message of a subscription that must be refused as bad input."""
        with pytest.raises(Refused) as refused:
            await self.watch(document, actor, **variables)
        (error,) = refused.value.errors
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        message: str = error["message"]
        return message

    async def settle(self) -> None:
        """Until all that is written has its number, is followed and told."""
        await self.settle_feeds()
        await until(lambda: all(map(_is_idle, self.kept)))

    async def settle_feeds(self) -> None:
        await number()
        ends = await feeds.ends()
        await until(lambda: all(feed.position >= ends[topic].position for topic, feed in self.live.feeds.items()))

    @property
    def kept(self) -> list[Stream]:
        """The streams that somebody watches."""
        return [*self.streams._streams.values()]


def _is_idle(stream: Stream) -> bool:
    coroutine: Any = stream._running.get_coro()
    waits = getattr(coroutine.cr_await, "__qualname__", "") == "Event.wait"
    has_begun = all(subscriber.buffered is None for subscriber in stream.subscribers)
    return waits and has_begun and not stream._waiting and not stream._woken.is_set()


@asynccontextmanager
async def process(settings: Settings) -> AsyncIterator[Process]:
    live = Live(settings)
    live.start()
    await live.started.wait()
    here = Process(live, Streams(Execution(schema, public=True), live))
    try:
        yield here
    finally:
        for watcher in here.watchers:
            watcher.end()
        await until(lambda: live.hears_kafka)  # its client cannot be stopped while it starts
        await live.stop()


def acting(visitor: Visitor, role: Role = Role.MEMBER) -> Actor:
    return Actor(visitor.id, role=role)


async def until(ask: Callable[[], bool], seconds: float = 20) -> None:
    deadline = asyncio.get_running_loop().time() + seconds
    while not ask():
        assert asyncio.get_running_loop().time() < deadline, "it never came"
        await asyncio.sleep(0.01)


async def number() -> None:
    """As the relay does: give what is written its numbers."""
    epoch = await lease.take("relay", RELAY, 3600)
    assert epoch is not None
    while await feeds.number(epoch, 500):
        pass


@asynccontextmanager
async def numbering(pause: float = 0.005) -> AsyncIterator[None]:
    """All the while, as the relay does."""

    async def go_on() -> None:
        while True:
            await number()
            await asyncio.sleep(pause)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
