"""Events and effects that leave something to look at; `python -m tests.trials …` is `python -m workers …` with them."""

import sys
from uuid import UUID

from models import database
from models.deliveries import Due, deliver
from models.events import Event
from models.feeds import News
from workers.__main__ import main
from workers.deliveries import SENDERS
from workers.effects import on

TABLES = """
    create table trial_note (effect text, key text, number int, position bigint, seq bigserial);
    create table trial_sent (delivery_id uuid);
    create table trial_cure (cured bool);
"""
POISON = -1


class Tried(Event, type="trial.tried.v1", topic="trials", key="subject"):
    subject: str
    number: int


class Wished(Event, type="trial.wished.v1", topic="wishes", key="wish_id"):
    wish_id: UUID


@on(Tried, group="forum")
async def note(event: Tried, news: News) -> None:
    await _note("note", event, news)


@on(Tried, group="accounts")
async def note_too(event: Tried, news: News) -> None:
    """Fails at poison, until there is a cure."""
    await _note("note_too", event, news)
    if event.number == POISON and not await database.execute("select 1 from trial_cure"):
        raise RuntimeError("poison")


async def _note(effect: str, event: Tried, news: News) -> None:
    await database.execute(
        "insert into trial_note (effect, key, number, position) values ($1, $2, $3, $4)",
        *(effect, event.subject, event.number, news.position),
    )


@on(Wished, group="accounts")
async def grant(event: Wished, news: News) -> None:
    await deliver(news.id, "trial", "granted", event.wish_id)


async def send(due: Due) -> None:
    async with database.transaction():
        await database.execute("insert into trial_sent values ($1)", due.id)


SENDERS["trial"] = send

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
