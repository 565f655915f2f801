"""The mailbox: mail that no service sends lies here, to be read by whoever runs the forum."""

from datetime import datetime
from uuid import UUID

import orjson

from models import clock, database
from models.database import Row

MOST = 200


class MessageRow(Row):
    """`links` is JSON, as PostgreSQL has it."""

    id: UUID
    recipient: str
    subject: str
    text: str
    links: str
    created_at: datetime


async def holds(id: UUID) -> bool:
    """Whether this message lies here already, asked in the transaction that is open."""
    return bool(await database.execute("select 1 from mailbox_message where id = $1", id))


async def put(id: UUID, recipient: str, subject: str, text: str, html: str, links: list[str]) -> None:
    """Lay a message in, in the transaction that is open: the same id twice is once."""
    await database.execute(
        """
        insert into mailbox_message (id, recipient, subject, text, html, links, created_at)
        values ($1, $2, $3, $4, $5, $6::jsonb, $7) on conflict (id) do nothing
        """,
        *(id, recipient, subject, text, html, orjson.dumps(links).decode(), clock.now()),
    )


async def messages() -> list[MessageRow]:
    """The newest, the latest first."""
    return await database.fetch(
        MessageRow,
        """
        select id, recipient, subject, text, links, created_at from mailbox_message
        order by created_at desc, id desc limit $1
        """,
        MOST,
    )


async def html(id: UUID) -> str | None:
    """A message's HTML; None where it is not here."""
    found: str | None = await database.fetch_value("select html from mailbox_message where id = $1", id)
    return found


async def forget(before: datetime) -> None:
    """Delete, in the transaction that is open, some of those from before."""
    await database.execute(
        "delete from mailbox_message where id in (select id from mailbox_message where created_at < $1 limit 1000)",
        before,
    )
