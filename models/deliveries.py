"""Deliveries: what has to reach somebody outside, as a row, until it has. No secret stands in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from tortoise import fields
from tortoise.fields.db_defaults import SqlDefault
from tortoise.models import Model

from models import clock, database


class Delivery(Model):
    """One mail or text: PENDING until it was SENT, or FAILED for good. An intent: its words are made as it goes."""

    id = fields.UUIDField(primary_key=True)
    channel = fields.CharField(max_length=20)
    template = fields.CharField(max_length=60)
    person_id = fields.UUIDField(null=True)
    facts: dict[str, object] = fields.JSONField()
    state = fields.CharField(max_length=10, default="PENDING")
    attempts = fields.IntField(default=0)
    due_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)
    error = fields.TextField(null=True)

    class Meta:
        table = "delivery"


@dataclass(frozen=True)
class Due:
    """A delivery that is to be sent now, by whoever holds this; `attempts` counts this one."""

    id: UUID
    channel: str
    template: str
    person_id: UUID | None
    facts: dict[str, Any]
    attempts: int


Poke = Callable[[UUID], Awaitable[None]]
_poke: Poke | None = None


def poke_by(poke: Poke | None) -> None:
    """Have this told, after the commit, of each new delivery; a sweep finds those that it was not told of."""
    global _poke  # noqa: PLW0603
    _poke = poke


async def deliver(event_id: UUID, channel: str, template: str, person_id: UUID, **facts: object) -> UUID:
    """Have this sent to that person because of that event: the same twice is once. Answers the delivery's id."""
    id = uuid5(NAMESPACE_URL, f"{event_id}/{channel}/{template}/{person_id}")
    new = await database.execute(
        """
        insert into delivery (id, channel, template, person_id, facts, state, attempts, due_at, created_at)
        values ($1, $2, $3, $4, $5::jsonb, 'PENDING', 0, $6, $6) on conflict (id) do nothing
        returning id
        """,
        *(id, channel, template, person_id, orjson.dumps(facts).decode(), clock.now()),
    )
    if new and _poke:
        database.after_commit(partial(_poke, id))
    return id


async def claim(seconds: float, most: int = 1, id: UUID | None = None) -> list[Due]:
    """Take what is due, or this one if it is, and have it come due again so much later if nothing becomes of it."""
    now = clock.now()
    async with database.transaction():
        rows = await database.execute(
            """
            update delivery set due_at = $2, attempts = attempts + 1 where id in (
              select id from delivery where state = 'PENDING' and due_at <= $1 and ($4::uuid is null or id = $4)
              order by due_at limit $3 for update skip locked)
            returning id, channel, template, person_id, facts, attempts
            """,
            *(now, now + timedelta(seconds=seconds), most, id),
        )
    return [Due(**row | {"facts": orjson.loads(row["facts"])}) for row in rows]


async def settle(due: Due, state: str, error: str | None = None) -> None:
    """It was SENT, or FAILED for good, unless somebody else has begun with it meanwhile."""
    async with database.transaction():
        await database.execute(
            """
            update delivery set state = $3, done_at = $4, error = $5
            where id = $1 and state = 'PENDING' and (attempts = $2 or $3 = 'SENT')
            """,
            *(due.id, due.attempts, state, clock.now(), error),
        )


async def put_off(due: Due, until: datetime, error: str) -> None:
    """It is to be tried again then."""
    async with database.transaction():
        sql = "update delivery set due_at = $3, error = $4 where id = $1 and attempts = $2 and state = 'PENDING'"
        await database.execute(sql, due.id, due.attempts, until, error)


async def forget(before: datetime) -> None:
    """Delete, in the transaction that is open, some of those that were done before."""
    await database.execute(
        "delete from delivery where id in (select id from delivery where done_at < $1 limit 1000)", before
    )


class MailboxMessage(Model):
    """A mail that was not sent to anybody: where no mail service is set, it lies in the mailbox to be read."""

    id = fields.UUIDField(primary_key=True, default=None, db_default=SqlDefault("uuidv7()"))
    recipient = fields.CharField(max_length=254)
    subject = fields.CharField(max_length=200)
    text = fields.TextField()
    html = fields.TextField()
    links: list[str] = fields.JSONField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "mailbox_message"
