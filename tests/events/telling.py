"""What the tests of the news share: trial tables, and telling, numbering and looking."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from models import database, feeds, lease, progress
from models.database import Row
from models.events import Event
from models.feeds import News
from models.outbox import announce
from workers.effects import Effect

RELAY = "a relay of this test"


async def make_tables(sql: str) -> None:
    async with database.transaction():
        for statement in filter(str.strip, sql.split(";")):
            await database.execute(statement)


async def tell(*events: Event) -> None:
    """Announce these in one transaction."""
    async with database.transaction():
        for event in events:
            await announce(event)


async def number(most: int = 500) -> dict[str, tuple[int, int]]:
    epoch = await lease.take("relay", RELAY, 60)
    assert epoch is not None
    return await feeds.number(epoch, most)


async def told(*events: Event) -> list[News]:
    """Announced, numbered and read."""
    topic = events[0].topic
    after = await feeds.last_position(topic)
    await tell(*events)
    while await number():
        pass
    return await feeds.read(topic, after, len(events))


def an_effect(name: str, run: Callable[[list[News]], Awaitable[None]], *taken: type[Event]) -> Effect:
    return Effect(name, "forum", frozenset(one.topic for one in taken), frozenset(one.type for one in taken), run)


async def registered(effect: Effect) -> Effect:
    """With a number of its own that begins where the feed is now."""
    async with database.transaction():
        await progress.register({effect.name: effect.topics})
    return effect


async def place(effect: Effect, topic: str = "trials") -> int:
    return (await progress.positions())[effect.name, topic]


async def rows(sql: str, *values: object) -> Sequence[Row]:
    return await database.fetch(Row, sql, *values)


@asynccontextmanager
async def undone() -> AsyncIterator[None]:
    """A transaction that is rolled back in the end."""
    with contextlib.suppress(ZeroDivisionError):
        async with database.transaction():
            yield
            raise ZeroDivisionError
