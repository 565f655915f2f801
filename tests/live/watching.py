"""Watching in a test: a process' live feeds, and what a sink gets."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from api.execution import Execution
from api.streams import Streams
from models import database, feeds, lease
from models.actor import NOBODY, Actor
from models.live import Live
from models.settings import Settings
from resolvers.context import Context
from resolvers.schema import schema

RELAY = "a relay of this test"


@dataclass
class Watcher:
    """A sink that keeps what it gets; `room` is how much it takes before it is full."""

    got: list[dict[str, Any]] = field(default_factory=list)
    room: int = 1_000_000
    was_replaced: int = 0
    has_given_up: bool = False
    is_complete: bool = False
    end: Callable[[], None] = lambda: None

    def push(self, payload: bytes) -> bool:
        if len(self.got) >= self.room:
            return False
        self.got.append(json.loads(payload))
        return True

    def replace(self, payload: bytes) -> None:
        self.was_replaced += 1
        self.got[:] = [json.loads(payload)]

    def complete(self) -> None:
        self.is_complete = True

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

    async def watch(self, document: str, actor: Actor = NOBODY, room: int = 1_000_000, **variables: Any) -> Watcher:
        watcher = Watcher(room=room)
        operation = self.streams.execution.prepare(document, None, variables)
        watcher.end = await self.streams.open(operation, Context(actor), watcher)
        await until(lambda: bool(watcher.got))
        return watcher


@asynccontextmanager
async def process(settings: Settings) -> AsyncIterator[Process]:
    live = Live(settings)
    live.start()
    await live.started.wait()
    yield Process(live, Streams(Execution(schema, public=True), live))
    await live.stop()


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


async def positions(topic: str) -> int:
    found: int = await database.fetch_value("select position from feed where topic = $1", topic)
    return found
