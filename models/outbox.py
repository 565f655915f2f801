"""The outbox: an event is written in the transaction of its change, and from there it finds its own way."""

from collections.abc import Sequence

from tortoise import fields
from tortoise.models import Model

from models import clock, database, pokes
from models.actor import NOBODY, Actor
from models.events import Event


class Outbox(Model):
    """An event, in the order it was written; the relay gives it its place in its feed. Who and where stay here."""

    seq = fields.BigIntField(primary_key=True)
    id = fields.UUIDField(unique=True)
    topic = fields.CharField(max_length=40)
    key = fields.CharField(max_length=100)
    type = fields.CharField(max_length=80)
    payload: dict[str, object] = fields.JSONField()
    created_at = fields.DatetimeField()
    position = fields.BigIntField(null=True)
    actor_id = fields.UUIDField(null=True)
    ip_address = fields.CharField(max_length=45, null=True)

    class Meta:
        table = "outbox"


class Feed(Model):
    """A topic's numbered line: the last number given, the last that Kafka acknowledged, the highest deleted."""

    topic = fields.CharField(max_length=40, primary_key=True)
    id = fields.UUIDField(unique=True)
    position = fields.BigIntField(default=0)
    published = fields.BigIntField(default=0)
    floor = fields.BigIntField(default=0)

    class Meta:
        table = "feed"


async def announce(event: Event, actor: Actor = NOBODY) -> None:
    """Write the news in the transaction that is open. Lock the row that it is about before: that makes the order."""
    await announce_each([event], actor)


async def announce_each(events: Sequence[Event], actor: Actor = NOBODY) -> None:
    """Write these in their order, as `announce` does one, in one statement however many they are."""
    if not events:
        return
    lines = [(event.topic, event.key, event.type, event.model_dump_json()) for event in events]
    await database.execute(
        """
        insert into outbox (id, topic, key, type, payload, created_at, actor_id, ip_address)
        select uuidv7(), topic, key, type, payload::jsonb, $5, $6, $7
        from unnest($1::text[], $2::text[], $3::text[], $4::text[])
          with ordinality as news (topic, key, type, payload, place)
        order by place
        """,
        *map(list, zip(*lines, strict=True)),
        *(clock.now(), actor.person_id, actor.ip_address),
    )
    database.after_commit(pokes.poke)


async def announce_to_nobody(event: Event, actor: Actor = NOBODY) -> None:
    """Take as long as `announce`, and keep nothing: where the time must not tell whether there was news."""
    await database.execute("savepoint nobody")
    await announce(event, actor)
    await database.execute("rollback to savepoint nobody")
