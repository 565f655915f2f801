"""Deliveries: what has to reach somebody outside, as a row, until it has. No secret stands in it."""

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


async def deliver(event_id: UUID, channel: str, template: str, person_id: UUID, **facts: object) -> UUID:
    """Have this sent to that person because of that event: the same twice is once. Answers the delivery's id."""
    id = uuid5(NAMESPACE_URL, f"{event_id}/{channel}/{template}/{person_id}")
    await database.execute(
        """
        insert into delivery (id, channel, template, person_id, facts, state, attempts, due_at, created_at)
        values ($1, $2, $3, $4, $5::jsonb, 'PENDING', 0, $6, $6) on conflict (id) do nothing
        """,
        *(id, channel, template, person_id, orjson.dumps(facts).decode(), clock.now()),
    )
    return id


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
