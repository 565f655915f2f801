"""Recording: the news as lines of the action log, each once."""

from collections.abc import Collection, Mapping
from uuid import UUID

from pymongo.errors import BulkWriteError

from models import database
from models.audit import connection, words
from models.audit.tables import Action
from models.database import Row
from models.feeds import News

DUPLICATE_KEY = 11000


async def record(many: Collection[News]) -> None:
    """Write these down; what was written before stays as it is. Raises Unavailable where MongoDB does not have all."""
    origins = await _origins(many)
    async with connection.asking() as mongodb:
        await mongodb.tend()
        try:
            await Action.insert_many([_line(news, origins.get(news.id)) for news in many], ordered=False)
        except BulkWriteError as error:
            codes = {refused["code"] for refused in error.details["writeErrors"]}
            if codes != {DUPLICATE_KEY} or error.details["writeConcernErrors"]:
                raise


async def _origins(many: Collection[News]) -> Mapping[UUID, Row]:
    """Who did it and from where, which the outbox alone knows, for as long as it keeps the event."""
    sql = "select id, actor_id, ip_address from outbox where id = any($1)"
    return {row.id: row for row in await database.fetch(Row, sql, [news.id for news in many])}


def _line(news: News, origin: Row | None) -> Action:
    action = news.type.rsplit(".v", 1)[0]
    subject = news.payload.get("user_id") if news.topic == "accounts" else None
    actor = (origin and origin.actor_id) or (subject if action in words.BY_THE_OWNER else None)
    return Action(
        id=str(news.id),
        at=news.at,
        service=words.service(news.topic),
        action=action,
        level=words.level(action),
        actor_id=_text(actor),
        subject_id=_text(subject),
        ip_address=origin.ip_address if origin else None,
        topic=news.topic,
        position=news.position,
        message=words.message(action),
    )


def _text(id: UUID | str | None) -> str | None:
    return str(UUID(str(id))) if id else None
