"""Feeds: each topic's news as a numbered line without holes, and the one reader that holds a number.

PostgreSQL is the truth. Whoever reads, be it the publisher, an effect or a live follower, skips what is lower than its
number, takes the next, and reads what is missing from here, whatever made the hole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson

from models import clock, database
from models.database import Row
from models.events import EVENTS, Event

MOST_HELD = 2000
"""How many events a reader holds that came before their turn, or faster than they are taken."""
MOST_FORGOTTEN = 1000


@dataclass(frozen=True)
class News:
    """One event with its place in its feed."""

    id: UUID
    topic: str
    position: int
    key: str
    type: str
    at: datetime
    payload: dict[str, Any]

    @cached_property
    def event(self) -> Event:
        """The event itself. Raises where this program does not know the type, or the payload is not of it."""
        if self.type not in EVENTS:
            raise LookupError(f"no event here is of the type {self.type}")
        return EVENTS[self.type].model_validate(self.payload)


class FeedRow(Row):
    topic: str
    id: UUID
    position: int
    published: int
    floor: int


async def begin(topics: Iterable[str]) -> None:
    """Give each of these topics its feed, where it has none: in the transaction that is open."""
    sql = "insert into feed (topic, id) select topic, uuidv7() from unnest($1::text[]) as new (topic)"
    await database.execute(f"{sql} on conflict (topic) do nothing", sorted(topics))


async def read(topic: str, after: int, most: int) -> list[News]:
    """The next events of a topic after this number, in order."""
    rows = await database.fetch(
        Row,
        """
        select id, topic, position, key, type, created_at, payload from outbox
        where topic = $1 and position > $2 order by position limit $3
        """,
        *(topic, after, most),
    )
    return [_news(row) for row in rows]


def _news(row: Row) -> News:
    return News(row.id, row.topic, row.position, row.key, row.type, row.created_at, orjson.loads(row.payload))


async def read_keys(topic: str, keys: Iterable[str] | None, after: int, until: int, most: int) -> list[News]:
    """The events of these keys (all, if None) between two numbers, the second included, in order."""
    rows = await database.fetch(
        Row,
        """
        select id, topic, position, key, type, created_at, payload from outbox
        where topic = $1 and position > $2 and position <= $3 and ($4::text[] is null or key = any($4))
        order by position limit $5
        """,
        *(topic, after, until, None if keys is None else sorted(keys), most),
    )
    return [_news(row) for row in rows]


async def ends() -> dict[str, FeedRow]:
    """Each topic's feed: who it is, the last number given, the last published, the highest deleted."""
    rows = await database.fetch(FeedRow, "select topic, id, position, published, floor from feed order by topic")
    return {row.topic: row for row in rows}


async def last_position(topic: str) -> int:
    """The last number given in this topic; 0 where nothing has happened yet."""
    return (await database.fetch_value("select position from feed where topic = $1", topic)) or 0


async def position_before(topic: str, at: datetime) -> int:
    """The number of the last event before this moment, among those that are kept."""
    sql = "select coalesce(max(position), (select floor from feed where topic = $1), 0) from outbox"
    found: int = await database.fetch_value(f"{sql} where topic = $1 and position > 0 and created_at < $2", topic, at)
    return found


async def number(epoch: int, most: int) -> dict[str, tuple[int, int]]:
    """Give the committed rows their numbers, if the relay's lease is of this epoch: each topic's last, and how many."""
    async with database.transaction():
        rows = await database.execute("select * from number_news($1, $2, $3)", epoch, clock.now(), most)
    return {row["grown"]: (row["last"], row["given"]) for row in rows}


async def mark_published(topic: str, position: int) -> None:
    """Write down, in the transaction that is open, that the log has everything up to this number."""
    await database.execute("update feed set published = greatest(published, $2) where topic = $1", topic, position)


async def forget(topic: str, before: datetime, passed: int) -> int:
    """Delete, in the transaction that is open, the oldest rows up to the number that all have passed: how many.

    Some at a time, and only from the beginning on: what is left has no hole.
    """
    rows = await database.execute(
        """
        with oldest as (
          select seq, position, created_at from outbox
          where topic = $1 and position <= (select least($3, published) from feed where topic = $1)
          order by position limit $4
        ), gone as (
          delete from outbox where seq in (
            select seq from oldest
            where position < coalesce((select min(position) from oldest where created_at >= $2), $3 + 1))
          returning position
        ), moved as (
          update feed set floor = greatest(floor, (select max(position) from gone))
          where topic = $1 and exists (select from gone)
        )
        select count(*) as count from gone
        """,
        *(topic, before, passed, MOST_FORGOTTEN),
    )
    count: int = rows[0]["count"]
    return count


class Reader:
    """Holds a number in a topic: what is lower is skipped, the next is taken, a hole is read from PostgreSQL."""

    def __init__(self, topic: str, position: int) -> None:
        self.topic, self.position, self.last = topic, position, position
        self._held: dict[int, News] = {}

    def offer(self, news: News) -> None:
        """Something came by the log: in its turn, again, too early or not at all; it is all one."""
        self.hear_of(news.position)
        if news.position > self.position and len(self._held) < MOST_HELD:
            self._held[news.position] = news

    def hear_of(self, last: int) -> None:
        """The feed goes up to here."""
        self.last = max(self.last, last)

    async def next(self, most: int) -> list[News]:
        """What comes after the number, from memory or else from PostgreSQL. It is taken by moving past it."""
        found: list[News] = []
        while len(found) < most and (news := self._held.get(self.position + len(found) + 1)):
            found.append(news)
        if not found and self.last > self.position:
            return await read(self.topic, self.position, most)
        return found

    def move(self, position: int) -> None:
        """Hold another number: a later one, or an earlier one to read from there again."""
        if position < self.position or position - self.position > len(self._held):
            self._held = {at: news for at, news in self._held.items() if at > position}
        else:
            for at in range(self.position + 1, position + 1):
                self._held.pop(at, None)
        self.position = position
        self.hear_of(position)
