"""How far each effect has come in each topic, and what it could not do."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

import orjson
from tortoise import fields
from tortoise.models import Model

from models import clock, database
from models.database import Row
from models.feeds import News


class DeadLetter(Model):
    """An event that an effect failed at, laid aside so that the next ones go on; sent again by command."""

    id = fields.BigIntField(primary_key=True)
    effect = fields.CharField(max_length=60)
    topic = fields.CharField(max_length=40)
    position = fields.BigIntField()
    event_id = fields.UUIDField()
    type = fields.CharField(max_length=80)
    key = fields.CharField(max_length=100)
    payload: dict[str, object] = fields.JSONField()
    error = fields.TextField()
    attempts = fields.IntField()
    created_at = fields.DatetimeField()
    resolved_at = fields.DatetimeField(null=True)
    resolution = fields.CharField(max_length=20, null=True)

    class Meta:
        table = "dead_letter"
        unique_together = (("effect", "event_id"),)


class DeadRow(Row):
    id: int
    effect: str
    topic: str
    position: int
    event_id: UUID
    type: str
    key: str
    payload: str
    error: str
    attempts: int
    created_at: datetime

    @property
    def news(self) -> News:
        """The event as it was; its moment is the one in its id, a uuid of version 7."""
        at = datetime.fromtimestamp((self.event_id.int >> 80) / 1000, tz=self.created_at.tzinfo)
        return News(self.event_id, self.topic, self.position, self.key, self.type, at, orjson.loads(self.payload))


async def register(effects: Mapping[str, Collection[str]]) -> None:
    """Give each effect its number in each of its topics, where it has none: in the transaction that is open.

    In a new forum they all begin at the beginning. An effect that comes later begins with what happens from now on:
    nobody wants the welcome mails of last week. `events replay` does the past where it is wanted.
    """
    pairs = [(effect, topic) for effect, topics in effects.items() for topic in topics]
    await database.execute(
        """
        insert into progress (effect, topic, position, updated_at)
        select new.effect, new.topic,
          case when exists (select from progress) then coalesce(feed.position, 0) else 0 end, $3
        from unnest($1::text[], $2::text[]) as new (effect, topic) left join feed using (topic)
        on conflict (effect, topic) do nothing
        """,
        *([effect for effect, _ in pairs], [topic for _, topic in pairs], clock.now()),
    )


async def positions() -> dict[tuple[str, str], int]:
    """Every effect's number in every topic."""
    rows = await database.fetch(Row, "select effect, topic, position from progress")
    return {(row.effect, row.topic): row.position for row in rows}


async def lock(effect: str, topic: str) -> int | None:
    """The effect's number, locked until the transaction ends; None while another process is at it."""
    sql = "select position from progress where effect = $1 and topic = $2 for update skip locked"
    rows = await database.execute(sql, effect, topic)
    return rows[0]["position"] if rows else None


async def move(effect: str, topic: str, position: int) -> None:
    """Write down, in the transaction that did the work, how far the effect has come."""
    sql = "update progress set position = $3, updated_at = $4 where effect = $1 and topic = $2"
    await database.execute(sql, effect, topic, position, clock.now())


async def go_back(effect: str, topic: str, position: int) -> bool:
    """Have an effect begin again after this number, if it has come further: whether it had."""
    sql = "update progress set position = $3, updated_at = $4 where effect = $1 and topic = $2 and position > $3"
    return bool(await database.execute(f"{sql} returning position", effect, topic, position, clock.now()))


async def lay_aside(effect: str, news: News, error: str, attempts: int) -> None:
    """Write a dead letter, in the transaction that moves the effect past the event."""
    await database.execute(
        """
        insert into dead_letter as letter
          (effect, topic, position, event_id, type, key, payload, error, attempts, created_at)
        values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10)
        on conflict (effect, event_id) do update set error = excluded.error, created_at = excluded.created_at,
          attempts = letter.attempts + excluded.attempts, resolved_at = null, resolution = null
        """,
        *(effect, news.topic, news.position, news.id, news.type, news.key, orjson.dumps(news.payload).decode()),
        *(error, attempts, clock.now()),
    )


async def dead_letters() -> list[DeadRow]:
    """Those that nobody has resolved, the oldest first."""
    return await database.fetch(
        DeadRow,
        """
        select id, effect, topic, position, event_id, type, key, payload, error, attempts, created_at
        from dead_letter where resolved_at is null order by id
        """,
    )


async def resolve(id: int, resolution: str) -> bool:
    """Mark a dead letter, in the transaction that made good for it; False where somebody else has."""
    sql = "update dead_letter set resolved_at = $2, resolution = $3 where id = $1 and resolved_at is null returning id"
    return bool(await database.execute(sql, id, clock.now(), resolution))
