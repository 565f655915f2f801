"""What the tests of the action log share: letting things happen, recording them, and looking into MongoDB."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pymongo

from models import clock, database, feeds
from models.accounts.events import UserSignedIn, UserSignInFailed
from models.actor import Actor
from models.audit import connection
from models.audit.actions import record
from models.events import EVENTS, Event
from models.feeds import News
from models.outbox import announce
from models.settings import Settings
from tests.events.telling import number
from tests.laws.tree import ROOT

ADDRESS = "203.0.113.9"


def an_event(type: str) -> Event:
    """As its golden line has it."""
    lines = map(json.loads, (ROOT / "tests/laws/contract/events.jsonl").read_text().splitlines())
    payload = next(line["payload"] for line in lines if line["type"] == type)
    return EVENTS[type].model_validate(payload)


async def happened(actor: Actor, *events: Event) -> list[News]:
    """Announced by this person, numbered and read."""
    topic = events[0].topic
    while await number():
        pass
    after = await feeds.last_position(topic)
    async with database.transaction():
        for event in events:
            await announce(event, actor)
    while await number():
        pass
    return await feeds.read(topic, after, len(events))


async def recorded(actor: Actor, *events: Event) -> list[News]:
    news = await happened(actor, *events)
    await record(news)
    return news


def by(person_id: UUID | None, address: str = ADDRESS) -> Actor:
    return Actor(person_id=person_id, ip_address=address)


def signed_in(person_id: UUID) -> UserSignedIn:
    return UserSignedIn(user_id=person_id, session_id=uuid4())


def failed(person_id: UUID | None) -> UserSignInFailed:
    return UserSignInFailed(email_hash="0" * 64, user_id=person_id)


async def documents(settings: Settings) -> list[dict[str, Any]]:
    """All that stands in MongoDB, the oldest line first."""
    url = settings.mongo_url.get_secret_value()
    client: pymongo.AsyncMongoClient[dict[str, Any]] = pymongo.AsyncMongoClient(url, tz_aware=True)
    async with client:
        return await client[settings.namespace]["action_log"].find().sort("_id").to_list()


async def document(settings: Settings, id: UUID) -> dict[str, Any]:
    (found,) = [one for one in await documents(settings) if one["_id"] == str(id)]
    return found


@asynccontextmanager
async def connected(settings: Settings, back_to: Settings) -> AsyncIterator[None]:
    """This process asks another MongoDB, or the same one anew."""
    await connection.disconnect()
    connection.connect(settings)
    try:
        yield
    finally:
        await connection.disconnect()
        connection.connect(back_to)


def in_milliseconds(at: datetime) -> datetime:
    """As MongoDB keeps it."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def days_ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)
